using System.Reflection;

namespace Uso.EmbeddedRuntime.Tests.Api;

/// <summary>Holds the stand-in to Orleans' own public API: less is fine, different is not.</summary>
public sealed class ApiComparisonTests
{
    /// <summary>Types whose home is another Orleans package than Core.Abstractions, and so cannot be compared on every feed.</summary>
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
        ["Orleans.GrainReminderExtensions"] = "Reminders",
        ["Orleans.Runtime.IGrainReminder"] = "Reminders",
        ["Orleans.Runtime.TickStatus"] = "Reminders",
        ["Orleans.Runtime.ReminderException"] = "Reminders",
        ["Orleans.Timers.IReminderRegistry"] = "Reminders",
    };

    private static readonly string PackageRoot = typeof(ApiComparisonTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "NuGetPackageRoot").Value!;

    private static readonly PublicApi Ours = new(typeof(EmbeddedRuntimeOptions).Assembly.Location);

    private static readonly PublicApi Abstractions = new(Library("Core.Abstractions", "10.4.2")!);

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
        if (Library(package, null) is not { } library)
        {
            Assert.Skip($"Microsoft.Orleans.{package} is not on this machine.");
            return;
        }

        var there = new PublicApi(library);
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

    // The exact version where it is asked for, any version of the package otherwise.
    private static string? Library(string package, string? version)
    {
        var folder = Path.Combine(PackageRoot, $"microsoft.orleans.{package.ToLowerInvariant()}");
        if (version is null && !Directory.Exists(folder))
        {
            return null;
        }

        var versions = version is not null ? [Path.Combine(folder, version)] : Directory.GetDirectories(folder);
        return versions.Select(v => Path.Combine(v, "lib", "net10.0", $"Orleans.{package}.dll")).FirstOrDefault(File.Exists)
            ?? (version is null ? null : throw new FileNotFoundException($"Microsoft.Orleans.{package} {version} was not downloaded."));
    }
}
