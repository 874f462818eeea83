using System.Globalization;
using Spectre.Console;
using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Samples.Loading;

/// <summary>Tells the person at the terminal what happened: a bar while it happens, plain lines when nobody watches, tables at the end.</summary>
internal sealed class Reporter(IAnsiConsole console)
{
    private const int PlainWidth = 170;
    private static readonly MisCatalog Mises = MisCatalog.Default(TimeProvider.System);
    private ProgressTask? _bar;

    public static Reporter Create()
    {
        var console = AnsiConsole.Create(Console.IsOutputRedirected
            ? new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors }
            : new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PlainWidth;
        }

        return new Reporter(console);
    }

    public void Line(string text) => console.MarkupLine(Markup.Escape(text));

    public void Error(string text) => console.MarkupLine($"[red]{Markup.Escape(text)}[/]");

    /// <summary>Runs the work, with a bar on a terminal.</summary>
    public async Task WatchAsync(int steps, int done, Func<Task> work)
    {
        if (!console.Profile.Out.IsTerminal || steps == done)
        {
            await work();
            return;
        }

        await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                _bar = context.AddTask("Setting up", maxValue: steps);
                _bar.Value = done;
                await work();
                _bar = null;
            });
    }

    public void Processed(SchoolDay day, SchoolResult result)
    {
        if (_bar is not null)
        {
            _bar.Description = string.Create(CultureInfo.InvariantCulture, $"Day {day.Day}, {Markup.Escape(day.School.Name)}");
            _bar.Increment(1);
        }
        else
        {
            var all = result.Pupils + result.Staff;
            Line(string.Create(CultureInfo.InvariantCulture, $"day {day.Day}  {day.School.Urn}  {result.Outcome,-8}  {all.Rows,5} rows, {all.Created} created"));
        }
    }

    public void DayDone(SampleDay day, LoadState state)
    {
        if (_bar is null)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"day {day.Day}  snapshot built and collected, {state.Results.Count(r => r.Day == day.Day)} schools"));
        }
    }

    /// <summary>One table a day, and the totals of the week.</summary>
    public void Tables(SampleWorld world, LoadState state)
    {
        foreach (var day in world.Days)
        {
            var table = NewTable(string.Create(CultureInfo.InvariantCulture, $"Day {day.Day}: {day.Date:dddd d MMMM yyyy}"));
            var total = new Counts();
            foreach (var school in day.Schools)
            {
                if (state.Results.Find(r => r.Day == day.Day && r.Urn == school.School.Urn) is { } result)
                {
                    var counts = result.Pupils + result.Staff;
                    total += counts;
                    table.AddRow(Row($"{school.School.Urn} {school.School.Name}", MisOf(school.School), counts, OutcomeOf(result)));
                }
            }

            table.AddEmptyRow();
            table.AddRow(Row("Total", "", total, ""));
            console.Write(table);
        }

        var week = NewTable("The week");
        week.AddRow(Row("All schools and days", "", state.Results.Aggregate(new Counts(), (sum, r) => sum + r.Pupils + r.Staff), ""));
        console.Write(week);
    }

    private static string MisOf(SampleSchool school) => Mises.Find(school.Mis)!.Descriptor.DisplayName + (school.Csv ? " csv" : "");

    private static Table NewTable(string title)
    {
        var table = new Table().Title(title).Border(TableBorder.Simple);
        table.AddColumn("School");
        table.AddColumn("MIS");
        foreach (var name in (string[])["Rows", "Created", "Linked", "Moved", "Updated", "Unallocated", "Review", "Rejected", "Held"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddColumn("Outcome");
        return table;
    }

    private static string[] Row(string school, string mis, Counts counts, string outcome) =>
    [
        Markup.Escape(school), mis, N(counts.Rows), N(counts.Created), N(counts.Linked), N(counts.Moved), N(counts.Updated), N(counts.Unallocated),
        N(counts.Review), N(counts.Rejected), N(counts.HeldRows + counts.HeldUnallocations), Markup.Escape(outcome),
    ];

    private static string OutcomeOf(SchoolResult result) =>
        result.Complaint is not null ? $"{result.Outcome}: {result.Complaint}" : result.Reason is null ? result.Outcome : $"{result.Outcome}: {result.Reason}";

    private static string N(int count) => count == 0 ? "-" : count.ToString("N0", CultureInfo.InvariantCulture);
}
