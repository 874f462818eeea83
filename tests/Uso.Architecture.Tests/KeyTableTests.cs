using System.Reflection;
using System.Text.RegularExpressions;
using Uso.GrainInterfaces;

namespace Uso.Architecture.Tests;

/// <summary>The key table of docs/grains.md says what the typed keys do.</summary>
public sealed partial class KeyTableTests
{
    /// <summary>What may stand in a key's pattern, and what each stands for.</summary>
    private static readonly Dictionary<string, string> Parts = new()
    {
        ["urn"] = "[1-9][0-9]{5}",
        ["la"] = "[0-9]{3}",
        ["scope"] = "(school-[1-9][0-9]{5}|la-[0-9]{3}|uso)",
        ["day"] = "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        ["establishment"] = "[0-9]{4}",
        ["yy"] = "[0-9]{2}",
        ["year"] = "[0-9]{4}",
        ["page"] = "[0-9]+",
        ["runId"] = "[a-z0-9-]{1,64}",
        ["consumer"] = "[a-z0-9-]{1,40}",
        ["token"] = "[a-z0-9]{16}",
        ["digit"] = "[0-9]",
        ["stem"] = "[a-z]+",
        ["n"] = "[0-9]*",
    };

    /// <summary>How each typed key is made from the example in the table.</summary>
    private static readonly Dictionary<Type, Func<string, string>> Made = new()
    {
        [typeof(Urn)] = text => Urn.Parse(text).Value,
        [typeof(LaDirectoryKey)] = text => LaDirectoryKey.All.Single(key => key.Value == text).Value,
        [typeof(LaCode)] = text => LaCode.Parse(text).Value,
        [typeof(Username)] = text => Username.Parse(text).Value,
        [typeof(ConsumerId)] = text => ConsumerId.Parse(text).Value,
        [typeof(AuditKey)] = text => AuditKey.Parse(text).ToString(),
        [typeof(TokenId)] = text => TokenId.Parse(text).Value,
        [typeof(RunKey)] = text => RunKey.Parse(text).ToString(),
        [typeof(SnapshotKey)] = text => SnapshotKey.Parse(text).ToString(),
        [typeof(RosterPageKey)] = text => new RosterPageKey(Urn.Parse(text[..6]), int.Parse(text[7..], System.Globalization.CultureInfo.InvariantCulture)).ToString(),
        [typeof(GroupsPageKey)] = text => text.Split('/') is [var urn, var year, var page]
            ? new GroupsPageKey(Urn.Parse(urn), int.Parse(year, System.Globalization.CultureInfo.InvariantCulture), int.Parse(page, System.Globalization.CultureInfo.InvariantCulture)).ToString()
            : "",
        [typeof(UpnShardKey)] = text => UpnShardKey.Of($"A{text.Replace("/", "", StringComparison.Ordinal)}001").Value,
    };

    /// <summary>The typed key that each grain's reference is made from.</summary>
    private static readonly Dictionary<string, Type> Keys = typeof(GrainFactoryExtensions)
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .ToDictionary(method => Code.GrainName(method.ReturnType), method => method.GetParameters()[1].ParameterType);

    [Fact]
    public void Table_HasEveryGrainOnce()
    {
        var rows = Rows();

        Assert.Equal(Code.Interfaces.Select(Code.GrainName), rows.Select(row => row.Groups["grain"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(Keys.Keys.Order(StringComparer.Ordinal), rows.Select(row => row.Groups["grain"].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Table_HasTheTypedKeys_AndExamplesThatTheyAccept() => Assert.All(Rows(), row =>
    {
        var key = Keys[row.Groups["grain"].Value];
        var example = row.Groups["example"].Value;

        Assert.Equal(key.Name, row.Groups["key"].Value);
        Assert.Equal(example, Made[key](example));
        Assert.Matches(Pattern(row.Groups["pattern"].Value), example);
    });

    private static string Pattern(string pattern) =>
        $"^{Part().Replace(Regex.Escape(pattern).Replace("\\{", "{", StringComparison.Ordinal), part => Parts[part.Groups["name"].Value])}$";

    private static MatchCollection Rows() => Row().Matches(Repository.Read("docs", "grains.md"));

    [GeneratedRegex("^\\| (?<grain>\\w+Grain) \\| `(?<pattern>[^`]+)` `(?<key>\\w+)`, as `(?<example>[^`]+)` \\| (?<owns>.{10,}) \\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\\{(?<name>\\w+)\\}")]
    private static partial Regex Part();
}
