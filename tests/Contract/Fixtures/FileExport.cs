using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>What the fixtures of files share.</summary>
internal static class FileExport
{
    /// <summary>The day with the accepted reports only, and without the middle of its pupils where it is that which is missing.</summary>
    public static SchoolDay Flawed(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted)
    {
        var pupils = day.Pupils.Count;
        return day with
        {
            School = day.School with { Reports = [.. accepted] },
            Pupils = flaw is ContractFlaw.PageMissing ? [.. day.Pupils.Where((_, i) => i < pupils / 2 || i >= pupils * 3 / 4)] : day.Pupils,
        };
    }
}
