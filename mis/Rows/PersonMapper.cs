using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>Students, staff and their future reports.</summary>
internal class PersonMapper(RowValues row, Report report) : RowMapper(row, report)
{
    private readonly PersonKind _kind = report is Report.Staff or Report.FutureStaff ? PersonKind.Staff : PersonKind.Pupil;
    private readonly bool _future = report is Report.FutureStaff or Report.FutureStudents;
    private readonly int _first = row.Column(nameof(ExtractPerson.LegalFirstName));
    private readonly int _middle = row.Column(nameof(ExtractPerson.MiddleNames));
    private readonly int _last = row.Column(nameof(ExtractPerson.LegalLastName));
    private readonly int _preferredFirst = row.Column(nameof(ExtractPerson.PreferredFirstName));
    private readonly int _preferredLast = row.Column(nameof(ExtractPerson.PreferredLastName));
    private readonly int _title = row.Column(nameof(ExtractPerson.Title));
    private readonly int _birth = row.Column(nameof(ExtractPerson.DateOfBirth));
    private readonly int _gender = row.Column(nameof(ExtractPerson.Gender));
    private readonly int _upn = row.Column(nameof(ExtractPerson.Upn));
    private readonly int _admission = row.Column(nameof(ExtractPerson.AdmissionNumber));
    private readonly int _code = row.Column(nameof(ExtractPerson.StaffCode));
    private readonly int _role = row.Column(nameof(ExtractPerson.Role));
    private readonly int _email = row.Column(nameof(ExtractPerson.Email));
    private readonly int _year = row.Column(nameof(ExtractPerson.YearGroup));
    private readonly int _registration = row.Column(nameof(ExtractPerson.RegistrationGroup));
    private readonly int _house = row.Column(nameof(ExtractPerson.House));
    private readonly int _start = row.Column(nameof(ExtractPerson.StartDate));
    private readonly int _enrolment = row.Column(nameof(ExtractPerson.Enrolment));
    private readonly int _end = row.Column(nameof(ExtractPerson.EndDate));

    protected override (PersonKind? Kind, string? MisId) About => (_kind, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractPerson
    {
        Source = source,
        Report = Report,
        Kind = _kind,
        MisId = Row.Key!,
        LegalFirstName = Row.Value(_first)!,
        MiddleNames = Row.Value(_middle),
        LegalLastName = Row.Value(_last)!,
        PreferredFirstName = Row.Value(_preferredFirst),
        PreferredLastName = Row.Value(_preferredLast),
        Title = Row.Value(_title),
        DateOfBirth = Row.Date(_birth),
        Gender = Row.Value(_gender),
        Upn = Row.Value(_upn)?.ToUpperInvariant(),
        AdmissionNumber = Row.Value(_admission),
        StaffCode = Row.Value(_code),
        Role = Row.Value(_role),
        Email = Row.Value(_email),
        YearGroup = Row.Value(_year),
        RegistrationGroup = Row.Value(_registration),
        House = Row.Value(_house),
        StartDate = Row.Date(_start),
        EndDate = Row.Date(_end),
        Enrolment = EnrolmentText.Parse(Row.Value(_enrolment)),
        IsFuture = _future,
    });
}
