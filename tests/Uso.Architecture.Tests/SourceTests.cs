using System.Text.RegularExpressions;

namespace Uso.Architecture.Tests;

/// <summary>Rules that only the text of the source can break.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 330;

    [Fact]
    public void GrainsAndInterfaces_HaveNoConditionalCode() => Assert.Empty(
        Lines("grains", "grain-interfaces").Where(line => line.Text.TrimStart().StartsWith("#if", StringComparison.Ordinal)).Select(line => line.Where));

    [Fact]
    public void Files_AreShort() => Assert.Empty(
        Repository.Files("*.cs", Repository.ProductFolders)
            .Select(file => (file, Lines: File.ReadLines(Repository.PathOf(file)).Count()))
            .Where(one => one.Lines > MostLines)
            .Select(one => $"{one.file}: {one.Lines} lines"));

    [Fact]
    public void Suppressions_CarryTheirReasonOnTheSameLine() =>
        Assert.DoesNotContain(Lines(), line => Suppression().IsMatch(line.Text) && !Reason().IsMatch(line.Text));

    [Fact]
    public void TheProduct_SuppressesNoBannedClockOrWait() => Assert.DoesNotContain(
        Lines([.. Repository.ProductFolders.Except(["embedded-runtime"])]),
        line => Suppression().IsMatch(line.Text) && line.Text.Contains("RS0030", StringComparison.Ordinal));

    [Fact]
    public void EveryProject_HasALockFileOfTheEmbeddedBuild() => Assert.All(Repository.Files("*.csproj"), project =>
    {
        var file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
        Assert.True(File.Exists(Repository.PathOf(file)), $"{project} has no packages.lock.json");
        Assert.False(Repository.Read(file).Contains("\"Microsoft.Orleans.", StringComparison.Ordinal), $"{file} was written by a cluster build");
    });

    [Fact]
    public void EveryProject_IsInTheSolution()
    {
        var solution = Repository.Read("Orleans.sln").Replace('\\', '/');

        Assert.DoesNotContain(Repository.Files("*.csproj"), project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void KeysBecomeReferences_InOnePlace() => Assert.Equal(
        ["grain-interfaces/Keys/GrainFactoryExtensions.cs"],
        Repository.Files("*.cs", "grains", "grain-interfaces", "client-api", "silo", "samples")
            .Where(file => Repository.Read(file).Contains("GetGrain<I", StringComparison.Ordinal) && !Repository.Read(file).Contains("GetGrain<IManagementGrain>", StringComparison.Ordinal)));

    private static IEnumerable<(string Where, string Text)> Lines(params string[] folders) =>
        from file in Repository.Files("*.cs", folders)
        from line in File.ReadLines(Repository.PathOf(file)).Index()
        select ($"{file}:{line.Index + 1}", line.Item);

    [GeneratedRegex("^\\s*(#pragma warning disable|#nullable disable|\\[(assembly: |module: )?(Unconditional)?SuppressMessage\\()")]
    private static partial Regex Suppression();

    [GeneratedRegex("(//|Justification = \").{15,}")]
    private static partial Regex Reason();
}
