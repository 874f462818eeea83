using Uso.Mis.Text;

namespace Uso.Mis.Records;

/// <summary>Makes people of the canonical fields of a record, whatever the MIS. A field that the MIS's map does not have is null.</summary>
internal static class PersonRecord
{
    public static ExtractPerson Pupil(RecordFields fields, string id, SourceRow source, bool future = false) => new()
    {
        Source = source,
        Report = fields.Report,
        Kind = PersonKind.Pupil,
        MisId = id,
        LegalFirstName = fields.Required(nameof(ExtractPerson.LegalFirstName)),
        MiddleNames = fields.Text(nameof(ExtractPerson.MiddleNames)),
        LegalLastName = fields.Required(nameof(ExtractPerson.LegalLastName)),
        PreferredFirstName = fields.Text(nameof(ExtractPerson.PreferredFirstName)),
        PreferredLastName = fields.Text(nameof(ExtractPerson.PreferredLastName)),
        DateOfBirth = fields.Date(nameof(ExtractPerson.DateOfBirth), required: true),
        Gender = fields.Text(nameof(ExtractPerson.Gender)),
        Upn = fields.Text(nameof(ExtractPerson.Upn))?.ToUpperInvariant(),
        AdmissionNumber = fields.Text(nameof(ExtractPerson.AdmissionNumber)),
        YearGroup = fields.Text(nameof(ExtractPerson.YearGroup)),
        RegistrationGroup = fields.Text(nameof(ExtractPerson.RegistrationGroup)),
        House = fields.Text(nameof(ExtractPerson.House)),
        Email = fields.Text(nameof(ExtractPerson.Email)),
        StartDate = fields.Date(nameof(ExtractPerson.StartDate)),
        EndDate = fields.Date(nameof(ExtractPerson.EndDate)),
        Enrolment = EnrolmentText.Parse(fields.Text(nameof(ExtractPerson.Enrolment))),
        IsFuture = future,
    };

    public static ExtractPerson Staff(RecordFields fields, string id, SourceRow source, bool future = false) => new()
    {
        Source = source,
        Report = fields.Report,
        Kind = PersonKind.Staff,
        MisId = id,
        Title = fields.Text(nameof(ExtractPerson.Title)),
        LegalFirstName = fields.Required(nameof(ExtractPerson.LegalFirstName)),
        MiddleNames = fields.Text(nameof(ExtractPerson.MiddleNames)),
        LegalLastName = fields.Required(nameof(ExtractPerson.LegalLastName)),
        PreferredFirstName = fields.Text(nameof(ExtractPerson.PreferredFirstName)),
        PreferredLastName = fields.Text(nameof(ExtractPerson.PreferredLastName)),
        DateOfBirth = fields.Date(nameof(ExtractPerson.DateOfBirth)),
        Gender = fields.Text(nameof(ExtractPerson.Gender)),
        StaffCode = fields.Text(nameof(ExtractPerson.StaffCode)),
        Role = fields.Text(nameof(ExtractPerson.Role)),
        Email = fields.Text(nameof(ExtractPerson.Email)),
        StartDate = fields.Date(nameof(ExtractPerson.StartDate)),
        EndDate = fields.Date(nameof(ExtractPerson.EndDate)),
        IsFuture = future,
    };

    public static ExtractPerson Contact(RecordFields fields, string id, SourceRow source) => new()
    {
        Source = source,
        Report = fields.Report,
        Kind = PersonKind.Contact,
        MisId = id,
        Title = fields.Text(nameof(ExtractPerson.Title)),
        LegalFirstName = fields.Required(nameof(ExtractPerson.LegalFirstName)),
        LegalLastName = fields.Required(nameof(ExtractPerson.LegalLastName)),
        Email = fields.Text(nameof(ExtractPerson.Email)),
    };
}
