using System.Text.RegularExpressions;

namespace Uso.Architecture.Tests;

public sealed partial class DocumentTests
{
    [Fact]
    public void Readme_StartsWithCloneCommandAndAddress()
    {
        var start = string.Join('\n', Repository.Read("README.md").Split('\n').Take(15));

        Assert.Contains("git clone", start, StringComparison.Ordinal);
        Assert.Contains("./run", start, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:8080", start, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_LeadSomewhere() => Assert.Empty(
        from file in Repository.Files("*.md")
        from link in Link().Matches(Repository.Read(file)).Select(match => match.Groups["to"].Value)
        where !link.Contains("://", StringComparison.Ordinal)
        let path = Repository.PathOf(Path.GetDirectoryName(file)!, link)
        where !File.Exists(path) && !Directory.Exists(path)
        select $"{file} → {link}");

    [Fact]
    public void Decisions_AreOnePageEach() => Assert.All(Repository.Files("*.md", "docs/adr"), file =>
    {
        Assert.Matches("^docs/adr/[0-9]{4}-[a-z0-9-]+\\.md$", file);
        Assert.InRange(Repository.Read(file).Split('\n').Length, 10, 70);
    });

    [GeneratedRegex("\\]\\((?<to>[^)#\\s]+)(#[^)]*)?\\)")]
    private static partial Regex Link();
}
