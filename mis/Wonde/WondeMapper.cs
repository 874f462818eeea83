using System.Text.Json;
using Uso.Mis.Text;

namespace Uso.Mis.Wonde;

/// <summary>Turns the records of one report into canonical items.</summary>
internal sealed class WondeMapper(Report report, ReadSettings settings)
{
    private readonly WondeRecord _record = new(report, settings);
    private readonly Dictionary<string, IdSet> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pageIds = new(StringComparer.Ordinal);

    public IReadOnlySet<string> FieldsSeen => _record.Seen;

    /// <summary>A record about somebody who cannot be named was read.</summary>
    public bool Unidentified { get; private set; }

    /// <summary>A record came on two pages.</summary>
    public bool Shifted { get; private set; }

    public void NextPage() => _pageIds.Clear();

    public void Map(string resource, JsonElement json, SourceRow source, List<ExtractItem> output)
    {
        _record.Json = json;
        PersonKind? kind = resource switch
        {
            "students" or "students-pre-admission" => PersonKind.Pupil,
            "employees" => PersonKind.Staff,
            "contacts" => PersonKind.Contact,
            _ => null,
        };
        var idField = kind is null ? nameof(ExtractGroup.GroupId) : nameof(ExtractPerson.MisId);
        var id = _record.Required(idField, "id");
        id = id.Length == 0 ? null : id;
        CheckDuplicate(resource, id, idField);
        switch (kind)
        {
            case PersonKind.Pupil:
                output.Add(Pupil(id ?? "", source, resource == "students-pre-admission"));
                break;
            case PersonKind.Staff when WondeCell.Boolean(json, "employment_details", "data", "current") is false:
                // Has left: as absent as if the row were not there.
                break;
            case PersonKind.Staff:
                output.Add(Staff(id ?? "", source));
                break;
            case PersonKind.Contact:
                Contact(id ?? "", source, output);
                break;
            default:
                Group(resource, id ?? "", source, output);
                break;
        }

        if (_record.Rule is null)
        {
            return;
        }

        Unidentified |= id is null;
        output.Clear();
        output.Add(new RejectedRow
        {
            Source = source,
            Report = report,
            Field = _record.Field,
            Rule = _record.Rule,
            ValueClass = _record.ValueClass,
            MisId = kind is null ? null : id,
            Kind = kind,
        });
    }

    private void CheckDuplicate(string resource, string? id, string idField)
    {
        if (id is null)
        {
            return;
        }

        if (!_ids.TryGetValue(resource, out var seen))
        {
            _ids[resource] = seen = new IdSet();
        }

        var onThisPage = !_pageIds.Add(id);
        if (!seen.Add(id))
        {
            Shifted |= !onThisPage;
            _record.Break(idField, MisErrorCodes.RowDuplicateId, Cell.ClassOf(id));
        }
    }

    private ExtractPerson Pupil(string id, SourceRow source, bool future) => new()
    {
        Source = source,
        Report = report,
        Kind = PersonKind.Pupil,
        MisId = id,
        LegalFirstName = _record.Required("LegalFirstName", "legal_forename", "forename"),
        MiddleNames = _record.Text("MiddleNames", "middle_names"),
        LegalLastName = _record.Required("LegalLastName", "legal_surname", "surname"),
        PreferredFirstName = _record.Text("PreferredFirstName", "forename"),
        PreferredLastName = _record.Text("PreferredLastName", "surname"),
        DateOfBirth = _record.Date("DateOfBirth", "date_of_birth", required: true),
        Gender = _record.Text("Gender", "gender"),
        Upn = _record.Text("Upn", "education_details.data.upn")?.ToUpperInvariant(),
        AdmissionNumber = _record.Text("AdmissionNumber", "education_details.data.admission_number"),
        YearGroup = _record.Text("YearGroup", "year.data.name", "year.data.code", "education_details.data.current_nc_year"),
        RegistrationGroup = _record.Text("RegistrationGroup", "registration.data.name", "registration.data.code"),
        House = _record.Text("House", "house.data.name", "house.data.code"),
        Email = _record.Text("Email", "contact_details.data.emails.email", "contact_details.data.emails.primary", "contact_details.data.emails.work"),
        StartDate = _record.Date("StartDate", "education_details.data.admission_date"),
        EndDate = _record.Date("EndDate", "education_details.data.leaving_date"),
        Enrolment = EnrolmentText.Parse(_record.Text("Enrolment", "education_details.data.enrolment_status")),
        IsFuture = future,
    };

    private ExtractPerson Staff(string id, SourceRow source) => new()
    {
        Source = source,
        Report = report,
        Kind = PersonKind.Staff,
        MisId = id,
        Title = _record.Text("Title", "title"),
        LegalFirstName = _record.Required("LegalFirstName", "legal_forename", "forename"),
        MiddleNames = _record.Text("MiddleNames", "middle_names"),
        LegalLastName = _record.Required("LegalLastName", "legal_surname", "surname"),
        PreferredFirstName = _record.Text("PreferredFirstName", "forename"),
        PreferredLastName = _record.Text("PreferredLastName", "surname"),
        DateOfBirth = _record.Date("DateOfBirth", "date_of_birth"),
        Gender = _record.Text("Gender", "gender"),
        StaffCode = _record.Text("StaffCode", "employment_details.data.staff_code"),
        Role = _record.Text("Role", "employment_details.data.role_text"),
        Email = _record.Text("Email", "contact_details.data.emails.work", "contact_details.data.emails.email", "contact_details.data.emails.primary"),
        StartDate = _record.Date("StartDate", "employment_details.data.employment_start_date"),
        EndDate = _record.Date("EndDate", "employment_details.data.employment_end_date"),
    };

    private void Contact(string id, SourceRow source, List<ExtractItem> output)
    {
        output.Add(new ExtractPerson
        {
            Source = source,
            Report = report,
            Kind = PersonKind.Contact,
            MisId = id,
            Title = _record.Text("Title", "title"),
            LegalFirstName = _record.Required("LegalFirstName", "legal_forename", "forename"),
            LegalLastName = _record.Required("LegalLastName", "legal_surname", "surname"),
            Email = _record.Text("Email", "contact_details.data.emails.email", "contact_details.data.emails.primary", "contact_details.data.emails.home"),
        });
        foreach (var pupil in WondeCell.List(_record.Json, "students"))
        {
            if (WondeCell.Text(pupil, "id") is { } pupilId && WondeCell.Find(pupil, "relationship") is { } found)
            {
                output.Add(Link(id, pupilId, WondeCell.Find(found, "data") ?? found, source));
            }
        }
    }

    private ExtractContactLink Link(string contact, string pupil, JsonElement relationship, SourceRow source)
    {
        var text = Keep("Relationship") ? WondeCell.Text(relationship, "relationship") : null;
        if (WondeCell.Check(ref text) is { } rule)
        {
            _record.Break("Relationship", rule, "text");
        }

        return new ExtractContactLink
        {
            Source = source,
            Report = report,
            ContactMisId = contact,
            PupilMisId = pupil,
            Relationship = text,
            ParentalResponsibility = Keep("ParentalResponsibility") && WondeCell.Boolean(relationship, "parental_responsibility") is true,
            Priority = Keep("Priority") ? WondeCell.Number(relationship, "priority") : null,
        };

        bool Keep(string field)
        {
            if (_record.OptedOut(field))
            {
                return false;
            }

            _record.Seen.Add(field);
            return true;
        }
    }

    private void Group(string resource, string id, SourceRow source, List<ExtractItem> output)
    {
        // Classes and groups have ids of one kind, but nothing says that they never meet.
        var groupId = $"{resource}/{id}";
        var type = resource == "classes" ? "CLASS" : _record.Text("Kind", "type")?.ToUpperInvariant();
        output.Add(new ExtractGroup
        {
            Source = source,
            Report = report,
            GroupId = groupId,
            Kind = type switch
            {
                "CLASS" => GroupKind.Class,
                "REGISTRATION" => GroupKind.RegistrationGroup,
                "YEAR" => GroupKind.YearGroup,
                "HOUSE" => GroupKind.House,
                _ => GroupKind.Other,
            },
            Name = _record.Required("Name", "name", "code"),
            Subject = _record.Text("Subject", "subject.data.name"),
        });
        Members("students", PersonKind.Pupil);
        Members("employees", PersonKind.Staff);

        void Members(string list, PersonKind kind)
        {
            foreach (var person in WondeCell.List(_record.Json, list))
            {
                if (WondeCell.Text(person, "id") is { } personId)
                {
                    output.Add(new ExtractMembership { Source = source, Report = report, GroupId = groupId, Kind = kind, PersonMisId = personId });
                }
            }
        }
    }
}
