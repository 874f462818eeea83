using System.Globalization;

namespace Uso.Samples.Generator;

/// <summary>What several MISs write in the same way, and how a fake's lists are filled.</summary>
internal static class RowText
{
    public static string YearName(int year) => year switch
    {
        < 0 => "Nursery",
        0 => "Reception",
        _ => string.Create(CultureInfo.InvariantCulture, $"Year {year}"),
    };

    /// <summary>Date of birth as the office typed it.</summary>
    public static string? Born(SampleRow row) => row.Bad is BadRow.ImpossibleDate ? "2015-02-30" : row.DateOfBirth?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Surname as the office typed it.</summary>
    public static string? Surname(SampleRow row) => row.Bad is BadRow.MissingSurname ? null : row.LastName;

    public static int Number(string id) => int.Parse(id, CultureInfo.InvariantCulture);

    public static void Replace<T>(this List<T> list, IEnumerable<T> items)
    {
        list.Clear();
        list.AddRange(items);
    }
}
