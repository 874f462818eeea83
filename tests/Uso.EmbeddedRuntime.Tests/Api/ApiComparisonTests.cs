using System.Reflection;

namespace Uso.EmbeddedRuntime.Tests.Api;

/// <summary>Holds the stand-in to Orleans' own public API: less is fine, different is not.</summary>
public sealed class ApiComparisonTests
{
    private const string Version = "10.4.2";

    /// <summary>Types whose home is another Orleans package than Core.Abstractions.</summary>
    private static readonly Dictionary<string, string> OtherHomes = new()
    {
        // Attributes of the serialiser, which Core.Abstractions only refers to.
        ["Orleans.GenerateSerializerAttribute"] = "Serialization.Abstractions",
        ["Orleans.IdAttribute"] = "Serialization.Abstractions",
        ["Orleans.AliasAttribute"] = "Serialization.Abstractions",
        ["Orleans.ImmutableAttribute"] = "Serialization.Abstractions",
        ["Orleans.ResponseTimeoutAttribute"] = "Serialization.Abstractions",
        // Client and storage contracts, management, collection attributes: Core has what needs more than the abstractions.
        ["Orleans.IClusterClient"] = "Core",
        ["Orleans.KeepAliveAttribute"] = "Core",
        ["Orleans.CollectionAgeLimitAttribute"] = "Core",
        ["Orleans.IGrainState`1"] = "Core",
        ["Orleans.GrainState`1"] = "Core",
        ["Orleans.Storage.IGrainStorage"] = "Core",
        ["Orleans.Storage.InconsistentStateException"] = "Core",
        ["Orleans.Runtime.IManagementGrain"] = "Core",
        ["Orleans.Runtime.SimpleGrainStatistic"] = "Core",
        ["Orleans.Runtime.DetailedGrainStatistic"] = "Core",
        // The silo's side: builders and persistent states are of no use to a client.
        ["Orleans.Hosting.ISiloBuilder"] = "Runtime",
        ["Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions"] = "Runtime",
        ["Orleans.Runtime.IPersistentState`1"] = "Runtime",
        ["Orleans.Runtime.PersistentStateAttribute"] = "Runtime",
        // Reminders are a package of their own.
        ["Orleans.IRemindable"] = "Reminders",
        ["Orleans.IReminderTable"] = "Reminders",
        ["Orleans.ReminderTableData"] = "Reminders",
        ["Orleans.ReminderEntry"] = "Reminders",
        ["Orleans.GrainReminderExtensions"] = "Reminders",
        ["Orleans.Runtime.IGrainReminder"] = "Reminders",
        ["Orleans.Runtime.TickStatus"] = "Reminders",
        ["Orleans.Runtime.ReminderException"] = "Reminders",
        ["Orleans.Timers.IReminderRegistry"] = "Reminders",
    };

    private static readonly string PackageRoot = typeof(ApiComparisonTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "NuGetPackageRoot").Value!;

    private static readonly PublicApi Ours = new(typeof(EmbeddedRuntimeOptions).Assembly.Location);

    private static readonly PublicApi Abstractions = new(Library("Core.Abstractions"));

    [Fact]
    public void EveryTypeInAnOrleansNamespace_IsInCoreAbstractionsOrNamedWithItsHome()
    {
        var homeless = Claimed().Where(t => !Abstractions.Types.ContainsKey(t) && !OtherHomes.ContainsKey(t));
        var misplaced = OtherHomes.Keys.Where(t => Abstractions.Types.ContainsKey(t) || !Ours.Types.ContainsKey(t));

        Assert.Empty(homeless);
        Assert.Empty(misplaced);
    }

    [Fact]
    public void EveryType_OutsideOrleansNamespaces_IsInOurs() =>
        Assert.All(Ours.Types.Keys.Except(Claimed()), t => Assert.StartsWith("Uso.EmbeddedRuntime.", t, StringComparison.Ordinal));

    [Fact]
    public void EveryMember_OfATypeInCoreAbstractions_IsThere() => Assert.True(Differences(Abstractions) is "", Differences(Abstractions));

    [Theory]
    [InlineData("Serialization.Abstractions")]
    [InlineData("Core")]
    [InlineData("Runtime")]
    [InlineData("Reminders")]
    public void EveryMember_OfATypeInAnotherPackage_IsThere(string package)
    {
        var there = new PublicApi(Library(package));
        Assert.All(OtherHomes.Where(h => h.Value == package), h => Assert.Contains(h.Key, there.Types.Keys));
        Assert.True(Differences(there) is "", Differences(there));
    }

    private static IEnumerable<string> Claimed() => Ours.Types.Keys.Where(t =>
        t.StartsWith("Orleans.", StringComparison.Ordinal) || t.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static string Differences(PublicApi there) => string.Join(Environment.NewLine, Compare(there));

    private static IEnumerable<string> Compare(PublicApi there)
    {
        foreach (var ours in Ours.Types.Values)
        {
            if (!there.Types.TryGetValue(ours.Name, out var real))
            {
                continue;
            }

            if ((ours.Kind, ours.Sealed) != (real.Kind, real.Sealed))
            {
                yield return $"{ours.Name} is a {(ours.Sealed ? "sealed " : "")}{ours.Kind} here, a {(real.Sealed ? "sealed " : "")}{real.Kind} there";
            }

            foreach (var member in ours.Members.Except(real.Members))
            {
                yield return $"{ours.Name}: {member}";
            }
        }
    }

    private static string Library(string package)
    {
        var file = Path.Combine(PackageRoot, $"microsoft.orleans.{package.ToLowerInvariant()}", Version, "lib", "net10.0", $"Orleans.{package}.dll");
        return File.Exists(file) ? file : throw new FileNotFoundException($"Microsoft.Orleans.{package} {Version} was not downloaded.");
    }
}
