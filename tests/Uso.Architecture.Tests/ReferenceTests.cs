using System.Reflection;
using System.Xml.Linq;

namespace Uso.Architecture.Tests;

/// <summary>References go one way: client-api, silo → grains → {grain-interfaces, matching, mis}.</summary>
public sealed class ReferenceTests
{
    /// <summary>What each project of the product may name in its project file. More than this is a decision, and this table its place.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["client-api"] = ["grains"],
        ["silo"] = ["grains"],
        ["grains"] = ["grain-interfaces", "matching", "mis"],
        ["grain-interfaces"] = ["embedded-runtime"],
        ["matching"] = [],
        ["mis"] = [],
        ["embedded-runtime"] = [],
    };

    private static readonly Dictionary<string, string> Folders = new()
    {
        ["Uso.ClientApi"] = "client-api",
        ["Uso.Silo"] = "silo",
        ["Uso.Grains"] = "grains",
        ["Uso.GrainInterfaces"] = "grain-interfaces",
        ["Uso.Matching"] = "matching",
        ["Uso.Mis"] = "mis",
        ["Uso.EmbeddedRuntime"] = "embedded-runtime",
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFile_NamesOnlyWhatItMay(string folder)
    {
        var project = XDocument.Load(Repository.PathOf(folder, Path.GetFileName(Repository.Files("*.csproj", folder).Single())));
        var named = project.Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/').Split('/')[^2]);

        Assert.Empty(named.Except(Allowed[folder]));
    }

    [Fact]
    public void EveryProjectOfTheProduct_IsInTheTable() =>
        Assert.Equal(Allowed.Keys.Order(), Repository.ProductFolders.Order());

    [Fact]
    public void Assemblies_ReferenceOnlyWhatTheirProjectsReach()
    {
        // A project reaches what its references reach; the compiler records what is used.
        foreach (var assembly in (Assembly[])[Code.ClientApi, Code.Grains, Code.GrainInterfaces, Code.Matching, Code.Mis, Code.Runtime])
        {
            var used = assembly.GetReferencedAssemblies().Select(name => Folders.GetValueOrDefault(name.Name!)).OfType<string>();

            Assert.Empty(used.Except(Reach(Folders[assembly.GetName().Name!])).Select(folder => $"{assembly.GetName().Name} → {folder}"));
        }
    }

    [Fact]
    public void MatchingAndMis_KnowNothingOfTheRuntimeOrTheWeb()
    {
        foreach (var assembly in (Assembly[])[Code.Matching, Code.Mis])
        {
            Assert.DoesNotContain(
                assembly.GetReferencedAssemblies(),
                name => name.Name!.Contains("Orleans", StringComparison.Ordinal)
                    || name.Name.StartsWith("Uso.", StringComparison.Ordinal)
                    || name.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void OnlyHostingFiles_KnowTheEmbeddedRuntime()
    {
        // What only this runtime has is in a namespace of its own; Orleans' names are in Orleans'.
        var knowing = Repository.Files("*.cs", "client-api", "silo", "grains", "grain-interfaces")
            .Where(file => Repository.Read(file).Contains("Uso.EmbeddedRuntime", StringComparison.Ordinal));

        Assert.All(knowing, file => Assert.Contains("/Hosting/", file, StringComparison.Ordinal));
    }

    private static HashSet<string> Reach(string folder) => [.. Allowed[folder], .. Allowed[folder].SelectMany(Reach)];
}
