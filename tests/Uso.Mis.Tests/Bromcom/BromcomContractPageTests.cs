using System.Runtime.CompilerServices;
using Uso.Mis.Bromcom;

namespace Uso.Mis.Tests.Bromcom;

/// <summary>The push is our contract: what we read is what the page says, entity by entity.</summary>
public sealed class BromcomContractPageTests
{
    public static TheoryData<string> Entities => [.. BromcomEntity.All.Select(entity => entity.Name)];

    [Theory]
    [MemberData(nameof(Entities))]
    public void Page_NamesEveryColumnOfTheEntity(string name)
    {
        var entity = BromcomEntity.Find(name)!;
        var row = Page().Split('\n').Single(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal));
        var reference = BromcomEntity.All.Select(e => e.Name).FirstOrDefault(other => row.Contains($"as `{other}`", StringComparison.Ordinal));
        var text = reference is null ? row : Page().Split('\n').Single(line => line.StartsWith($"| `{reference}` |", StringComparison.Ordinal));
        foreach (var column in entity.Reports.SelectMany(report => report.Columns))
        {
            // The columns of the second and third contact are said to be as those of the first.
            var header = column.Header.Replace("contact2", "contact1", StringComparison.Ordinal).Replace("contact3", "contact1", StringComparison.Ordinal);
            Assert.Contains(column.Mandatory && !header.StartsWith("contact", StringComparison.Ordinal) ? $"**{header}**" : header, text, StringComparison.Ordinal);
        }

        Assert.All(entity.Reports, report => Assert.Contains(report.Report.ToString(), row, StringComparison.Ordinal));
    }

    private static string Page([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "mis", "bromcom.md")).ReplaceLineEndings("\n");
}
