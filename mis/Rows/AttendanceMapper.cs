namespace Uso.Mis.Rows;

/// <summary>Attendance marks: one row for each pupil, day and session.</summary>
internal sealed class AttendanceMapper(RowValues row, Report report) : RowMapper(row, report)
{
    private readonly int _date = row.Column(nameof(ExtractAttendanceMark.Date));
    private readonly int _session = row.Column(nameof(ExtractAttendanceMark.Session));
    private readonly int _mark = row.Column(nameof(ExtractAttendanceMark.Mark));

    protected override bool KeyIsUnique => false;

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Pupil, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractAttendanceMark
    {
        Source = source,
        Report = Report,
        PupilMisId = Row.Key!,
        Date = Row.Date(_date)!.Value,
        Session = Row.Value(_session)!,
        Mark = Row.Value(_mark)!,
    });
}
