namespace Uso.Benchmarks.Year;

/// <summary>School days around one summer. Weekdays outside the holidays.</summary>
internal sealed record SchoolCalendar(IReadOnlyList<DateOnly> Before, IReadOnlyList<DateOnly> Summer, IReadOnlyList<DateOnly> After)
{
    private static readonly DateOnly LastDay = new(2027, 7, 21);
    private static readonly DateOnly FirstDay = new(2027, 9, 1);

    private static readonly (DateOnly From, DateOnly To)[] Holidays =
    [
        (new(2026, 10, 26), new(2026, 10, 30)), (new(2026, 12, 21), new(2027, 1, 1)), (new(2027, 2, 15), new(2027, 2, 19)),
        (new(2027, 3, 25), new(2027, 4, 9)), (new(2027, 5, 3), new(2027, 5, 3)), (new(2027, 5, 31), new(2027, 6, 4)),
        (new(2027, 10, 25), new(2027, 10, 29)), (new(2027, 12, 20), new(2028, 1, 3)), (new(2028, 2, 14), new(2028, 2, 18)), (new(2028, 4, 3), new(2028, 4, 17)),
    ];

    /// <summary>From then on nobody is removed and no class changes.</summary>
    public static DateTimeOffset Pause { get; } = new(2027, 7, 22, 6, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset CutOver { get; } = new(2027, 9, 1, 5, 0, 0, TimeSpan.Zero);

    /// <summary>Nine twentieths of the days before the summer, the rest after it.</summary>
    public static SchoolCalendar Of(int days)
    {
        var before = new List<DateOnly>();
        for (var day = LastDay; before.Count < days * 9 / 20; day = day.AddDays(-1))
        {
            AddSchoolDay(before, day);
        }

        before.Reverse();
        var after = new List<DateOnly>();
        for (var day = FirstDay; before.Count + after.Count < days; day = day.AddDays(1))
        {
            AddSchoolDay(after, day);
        }

        return new SchoolCalendar(before, [new(2027, 7, 28), new(2027, 8, 18), new(2027, 8, 26), new(2027, 8, 31)], after);
    }

    private static void AddSchoolDay(List<DateOnly> days, DateOnly day)
    {
        if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Array.Exists(Holidays, holiday => day >= holiday.From && day <= holiday.To))
        {
            days.Add(day);
        }
    }
}
