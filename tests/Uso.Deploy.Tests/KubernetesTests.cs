using k8s;
using k8s.Models;
using Uso.Silo;

namespace Uso.Deploy.Tests;

/// <summary>deploy/k8s as it would be applied: valid, locked down, and reachable only where it must be.</summary>
public sealed class KubernetesTests
{
    [Theory]
    [InlineData("local", 20)]
    [InlineData("production", 15)]
    public async Task Overlay_IsBuilt_AndEveryObjectIsValid(string overlay, int atLeast)
    {
        var yaml = await Tool.KustomizeAsync(overlay);

        // The JSON schemas tell types, formats and what is required; the typed reader refuses members that there are not.
        var (code, output) = await Tool.NodeAsync("objects.mjs", yaml);
        Assert.True(code == 0, output);
        Assert.True(output.Split("valid: ").Length > atLeast, output);
        Assert.True(KubernetesYaml.LoadAllFromString(yaml, strict: true).Count >= atLeast);
    }

    [Fact]
    public async Task Checks_SeeWhatIsWrong()
    {
        var yaml = await Tool.KustomizeAsync("production");

        var (code, output) = await Tool.NodeAsync("objects.mjs", yaml.Replace("containerPort: 11111", "containerPort: eleven", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.Contains("INVALID: apps/v1 Deployment uso-silo", output, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(yaml.Replace("readinessProbe:", "readynessProbe:", StringComparison.Ordinal), strict: true));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    public async Task EveryPod_IsNobody_WritesNowhereElse_AndSaysWhatItNeeds(string overlay)
    {
        var pods = PodsOf(KubernetesYaml.LoadAllFromString(await Tool.KustomizeAsync(overlay), strict: true)).ToList();
        Assert.True(pods.Count >= 4);
        Assert.All(pods, pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.NotEqual(0, pod.SecurityContext.RunAsUser);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.All(pod.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Contains("cpu", container.Resources.Requests.Keys);
                Assert.Contains("memory", container.Resources.Limits.Keys);
                Assert.DoesNotContain(container.Env ?? [], variable => variable.Value?.Contains("Password", StringComparison.OrdinalIgnoreCase) is true);
            });
        });
    }

    [Fact]
    public async Task Production_HasSpreadSilosAndApis_WithProbesAndBudgets_AndNoSecretsOfItsOwn()
    {
        var objects = KubernetesYaml.LoadAllFromString(await Tool.KustomizeAsync("production"), strict: true);
        Assert.Empty(objects.OfType<V1Secret>());
        var deployments = objects.OfType<V1Deployment>().ToDictionary(deployment => deployment.Metadata.Name);
        Assert.Equal((3, 2), (deployments["uso-silo"].Spec.Replicas, deployments["uso-api"].Spec.Replicas));
        Assert.All(deployments.Values, deployment =>
        {
            var pod = deployment.Spec.Template;
            Assert.NotEmpty(pod.Spec.TopologySpreadConstraints);
            Assert.Single(objects.OfType<V1PodDisruptionBudget>(), budget => Matches(budget.Spec.Selector, pod.Metadata.Labels));
            var container = Assert.Single(pod.Spec.Containers);
            Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
            Assert.NotNull(container.StartupProbe);
            Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.ToString());
        });

        // A silo joins only after entries of silos that died were judged: longer than Orleans takes for that.
        var startup = deployments["uso-silo"].Spec.Template.Spec.Containers[0].StartupProbe;
        Assert.True(startup.PeriodSeconds * startup.FailureThreshold >= 180);
    }

    [Fact]
    public async Task GracePeriods_AreLongerThanTheProgramsTakeToStop()
    {
        var pods = KubernetesYaml.LoadAllFromString(await Tool.KustomizeAsync("production"), strict: true)
            .OfType<V1Deployment>().ToDictionary(deployment => deployment.Metadata.Name, deployment => deployment.Spec.Template.Spec);

        Assert.True(TimeSpan.FromSeconds(pods["uso-silo"].TerminationGracePeriodSeconds!.Value) > SiloTimes.StopWithin);
        var api = pods["uso-api"];
        var before = api.Containers[0].Lifecycle.PreStop.Sleep.Seconds;
        Assert.True(TimeSpan.FromSeconds(api.TerminationGracePeriodSeconds!.Value - before) > new Microsoft.Extensions.Hosting.HostOptions().ShutdownTimeout);
    }

    [Theory]
    [InlineData("uso-api", "uso-silo", 30000, true)]
    [InlineData("uso-api", "uso-silo", 11111, false)]
    [InlineData("uso-api", "uso-silo", 8082, false)]
    [InlineData("uso-silo", "uso-silo", 11111, true)]
    [InlineData("uso-silo", "uso-api", 8080, false)]
    [InlineData("uso-silo", "uso-database", 5432, true)]
    [InlineData("uso-api", "uso-database", 5432, true)]
    [InlineData("uso-migrate", "uso-database", 5432, true)]
    [InlineData("uso-backup", "uso-database", 5432, true)]
    [InlineData("uso-backup", "uso-silo", 30000, false)]
    [InlineData("somebody", "uso-silo", 30000, false)]
    [InlineData("somebody", "uso-database", 5432, false)]
    [InlineData("somebody", "uso-api", 8080, false)]
    public async Task Network_LetsThrough_OnlyWhoMust(string from, string to, int port, bool allowed)
    {
        var policies = KubernetesYaml.LoadAllFromString(await Tool.KustomizeAsync("local"), strict: true).OfType<V1NetworkPolicy>().ToList();
        Dictionary<string, string> source = new() { ["app.kubernetes.io/name"] = from }, target = new() { ["app.kubernetes.io/name"] = to };

        // Everything is denied unless some policy of either end lets it through; both ends must.
        Assert.Contains(policies, policy => policy.Spec.PodSelector is { MatchLabels: null, MatchExpressions: null } && policy.Spec.PolicyTypes.Count == 2
            && policy.Spec.Ingress is null && policy.Spec.Egress is null);
        var leaves = policies.Where(policy => Matches(policy.Spec.PodSelector, source)).SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => (rule.To?.Any(peer => Names(peer, target)) ?? true) && Opens(rule.Ports, port));
        var enters = policies.Where(policy => Matches(policy.Spec.PodSelector, target)).SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => (rule.FromProperty?.Any(peer => Names(peer, source)) ?? true) && Opens(rule.Ports, port));
        Assert.Equal(allowed, leaves && enters);
    }

    [Fact]
    public async Task Dockerfiles_AreWithoutFindings_AndEndInAnImageWithoutShellOrRoot()
    {
        var files = Directory.GetFiles(Path.Combine(Tool.Root, "deploy", "docker"), "*.Dockerfile");
        Assert.Equal(2, files.Length);
        var (code, output) = await Tool.NodeAsync("dockerfiles.mjs", input: "", files);
        Assert.True(code == 0, output);
        foreach (var file in files)
        {
            var last = (await File.ReadAllTextAsync(file)).Split("\nFROM ")[^1];
            Assert.Contains("-chiseled", last.Split('\n')[0], StringComparison.Ordinal);
            Assert.Contains("USER 1654:1654", last, StringComparison.Ordinal);
            Assert.Contains("-p:OrleansRuntime=cluster", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<V1PodSpec> PodsOf(IEnumerable<object> objects) => objects.Select(one => one switch
    {
        V1Deployment deployment => deployment.Spec.Template.Spec,
        V1StatefulSet set => set.Spec.Template.Spec,
        V1Job job => job.Spec.Template.Spec,
        V1CronJob job => job.Spec.JobTemplate.Spec.Template.Spec,
        _ => null,
    }).OfType<V1PodSpec>();

    private static bool Matches(V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value)
        && (selector.MatchExpressions ?? []).All(expression =>
            expression.OperatorProperty == "In" && labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value));

    private static bool Names(V1NetworkPolicyPeer peer, Dictionary<string, string> labels) =>
        peer is { PodSelector: { } selector, NamespaceSelector: null } && Matches(selector, labels);

    private static bool Opens(IList<V1NetworkPolicyPort>? ports, int port) =>
        ports?.Any(one => one.Port.ToString() == port.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? true;
}
