namespace Uso.Mis.Records;

/// <summary>Makes attendance marks of the canonical fields of a record.</summary>
internal static class AttendanceRecord
{
    public static ExtractAttendanceMark Mark(RecordFields fields, SourceRow source) => new()
    {
        Source = source,
        Report = fields.Report,
        PupilMisId = fields.Required(nameof(ExtractAttendanceMark.PupilMisId)),
        Date = fields.Date(nameof(ExtractAttendanceMark.Date), required: true) ?? default,
        Session = fields.Required(nameof(ExtractAttendanceMark.Session)),
        Mark = fields.Required(nameof(ExtractAttendanceMark.Mark)),
    };
}
