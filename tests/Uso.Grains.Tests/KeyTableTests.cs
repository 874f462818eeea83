using System.Runtime.CompilerServices;
using Uso.GrainInterfaces;

namespace Uso.Grains.Tests;

/// <summary>The key table of docs/grains.md against the typed keys.</summary>
public sealed class KeyTableTests
{
    private static readonly Urn School = Urn.Parse("100123");
    private static readonly LaCode La = LaCode.Parse("899");

    [Fact]
    public void KeyTable_HasEveryGrain_WithAKeyOfTheRightShape()
    {
        var path = Path.Combine(Root(), "docs", "grains.md");
        Assert.SkipUnless(File.Exists(path), "docs/grains.md is not on this branch.");
        var table = File.ReadAllLines(path)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 5 && cells[1].Trim('`').EndsWith("Grain", StringComparison.Ordinal))
            .GroupBy(cells => cells[1].Trim('`').TrimStart('I'))
            .ToDictionary(rows => rows.Key, rows => rows.First()[2]);
        var grains = typeof(ISchoolGrain).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && type.Name.EndsWith("Grain", StringComparison.Ordinal))
            .Select(type => type.Name[1..])
            .Order(StringComparer.Ordinal);

        Assert.Equal(grains, table.Keys.Order(StringComparer.Ordinal));
        foreach (var (grain, key) in Keys)
        {
            Assert.Equal(key.Count(c => c == '/'), table[grain].Split('`', 3).ElementAtOrDefault(1)?.Count(c => c == '/') ?? 0);
        }
    }

    [Fact]
    public void CompositeKeys_ReadBackWhatTheyWrite()
    {
        Assert.Equal(new RunKey(School, "r000001"), RunKey.Parse(Keys["SyncRunGrain"]));
        Assert.Equal(new SnapshotKey(La, ConsumerId.Parse("lms")), SnapshotKey.Parse(Keys["SnapshotGrain"]));
        Assert.Throws<FormatException>(() => RunKey.Parse("100123/../x"));
        Assert.Throws<FormatException>(() => RunKey.Parse("100123/"));
        Assert.Throws<FormatException>(() => Urn.Parse("012345"));
        Assert.Throws<FormatException>(() => LaCode.Parse("8999"));
    }

    /// <summary>One key of each grain, made by its typed key.</summary>
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["SchoolGrain"] = School.ToString(),
        ["RosterGrain"] = School.ToString(),
        ["RosterPageGrain"] = new RosterPageKey(School, 0).ToString(),
        ["SyncRunGrain"] = new RunKey(School, "r000001").ToString(),
        ["UserGrain"] = Username.Parse("jsmith3.899").ToString(),
        ["MatchIndexGrain"] = La.ToString(),
        ["UpnIndexGrain"] = UpnShardKey.Of(Region.UpnOf("899", 1)).ToString(),
        ["LocalAuthorityGrain"] = La.ToString(),
        ["SnapshotGrain"] = new SnapshotKey(La, ConsumerId.Parse("lms")).ToString(),
        ["ConsumerGrain"] = ConsumerId.Parse("lms").ToString(),
        ["AuditGrain"] = AuditKey.Of(School, new DateOnly(2026, 9, 7)).ToString(),
        ["AccessTokenGrain"] = TokenId.Parse("abcdefghijklmnop").ToString(),
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
