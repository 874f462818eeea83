namespace Uso.Grains.Groups;

/// <summary>Academic years, named by the calendar year in which they start.</summary>
internal static class AcademicYears
{
    private const int FirstMonth = 9;

    /// <summary>The year that a day belongs to: from 1 September to 31 August.</summary>
    public static int Of(DateOnly day) => day.Month >= FirstMonth ? day.Year : day.Year - 1;
}
