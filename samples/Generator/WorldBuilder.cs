using System.Globalization;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Makes the LA's people and their rows on day 1; <c>WorldBuilder.Days.cs</c> lets the week pass.</summary>
internal sealed partial class WorldBuilder(SampleOptions options)
{
    private static readonly string[] Roles = ["Teacher", "Teaching Assistant", "Teacher", "Learning Support Assistant", "Administrator", "Midday Supervisor", "Technician"];
    private static readonly string[] Houses = ["Curlew", "Lapwing", "Merlin", "Plover"];
    private static readonly string[] OtherAuthorities = ["330", "372", "893", "213"];

    private readonly Rng _root = new(options.Seed);
    private readonly List<SamplePerson> _people = [];
    private readonly List<Family> _families = [];
    private readonly List<Office> _offices = [];
    private readonly List<SampleEvent> _events = [];
    private readonly List<Correction> _corrections = [];
    private readonly Dictionary<string, int> _serials = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Urn, PersonKind Kind, string MisId), int> _truth = [];

    public SampleWorld Build()
    {
        var rng = _root.Child(1);
        foreach (var school in Northmoor.Schools)
        {
            var office = new Office(school);
            _offices.Add(office);
            Fill(office, rng.Child(ulong.Parse(school.Urn, CultureInfo.InvariantCulture)));
        }

        AddStaffAtTwoSchools(rng.Child(2));
        AddUpnMixUps(rng.Child(3));
        AddNamesake();
        AddBadRows();
        var days = PassTheWeek(_root.Child(4));
        return new SampleWorld(options, _people, days, _events, _truth);
    }

    private static int SchoolYear(DateOnly date) => date.Month >= 9 ? date.Year : date.Year - 1;

    private int Scaled(int count) => Math.Max(4, (int)Math.Round(count * options.Scale));

    private void Fill(Office office, Rng rng)
    {
        var school = office.School;
        var years = school.LastYear - school.FirstYear + 1;
        var pupils = Scaled(school.Pupils);
        for (var i = 0; i < pupils; i++)
        {
            var year = school.FirstYear + (i * years / pupils);
            var person = NewPupil(rng, school, year, twinOf: null);
            AddPupil(office, rng, person, year);
            if (i + 1 < pupils && school.FirstYear + ((i + 1) * years / pupils) == year && rng.Chance(0.013))
            {
                i++;
                AddPupil(office, rng, NewPupil(rng, school, year, person), year);
            }
        }

        for (var i = 0; i < Scaled(school.Staff); i++)
        {
            office.Staff.Add(StaffRow(office, rng, NewStaff(rng), i == 0 ? "Head Teacher" : Roles[i % Roles.Length]));
        }

        var starts = options.StartDate.AddDays(3);
        for (var i = 0; i < 10 && school.Reports.Contains(Report.FutureStudents); i++)
        {
            var year = rng.Next(school.FirstYear, school.LastYear + 1);
            var row = PupilRow(office, rng, NewPupil(rng, school, year, twinOf: null), year);
            office.FuturePupils.Add(row with { IsFuture = true, StartDate = i < 5 ? starts : options.StartDate.AddDays(56) });
        }

        for (var i = 0; i < 3 && school.Reports.Contains(Report.FutureStaff); i++)
        {
            office.FutureStaff.Add(StaffRow(office, rng, NewStaff(rng), "Teacher") with { IsFuture = true, StartDate = i == 0 ? starts : options.StartDate.AddDays(56) });
        }
    }

    private SamplePerson NewPupil(Rng rng, SampleSchool school, int year, SamplePerson? twinOf)
    {
        var from = new DateOnly(SchoolYear(options.StartDate) - 5 - year, 9, 1);
        Family family;
        DateOnly born;
        if (twinOf is not null)
        {
            family = _families[twinOf.Family];
            born = twinOf.DateOfBirth;
        }
        else
        {
            (family, born) = FindFamily(rng, from);
        }

        var group = family.Group;
        var girl = rng.Chance(0.49);
        string first;
        do
        {
            first = group.FirstName(rng, girl);
        }
        while (family.Children.Any(c => c.FirstName == first));

        var last = group.Form == NameForm.Single ? first : group.SurnameOf(family.Name, girl);
        var person = new SamplePerson
        {
            Id = _people.Count + 1,
            Kind = PersonKind.Pupil,
            FirstName = first,
            MiddleNames = group.Form != NameForm.Single && rng.Chance(0.45) ? group.FirstName(rng, girl) : null,
            LastName = last,
            PreferredFirstName = rng.Chance(0.05) ? Known(first) : null,
            DateOfBirth = born,
            Girl = girl,
            Upn = twinOf is not null ? NextUpn(twinOf.Upn!) : NewUpn(rng, school, year),
            Group = group.Name,
            Family = family.Id,
            Twin = twinOf?.Id ?? 0,
        };
        _people.Add(person);
        family.Children.Add(person);
        if (twinOf is not null)
        {
            _people[twinOf.Id - 1] = twinOf with { Twin = person.Id };
        }

        return person;
    }

    /// <summary>A third of the pupils have a brother or sister in the sample.</summary>
    private (Family Family, DateOnly Born) FindFamily(Rng rng, DateOnly from)
    {
        var born = from.AddDays(rng.Next(365));
        if (_families.Count > 100 && rng.Chance(0.3))
        {
            var family = rng.Pick(_families);
            if (family.Children.Count < 5 && family.Children.All(c => Math.Abs(c.DateOfBirth.DayNumber - born.DayNumber) > 330)
                && family.Children.All(c => Math.Abs(c.DateOfBirth.Year - born.Year) < 13))
            {
                return (family, born);
            }
        }

        var group = NameGroups.Pick(rng);

        // Where nobody wrote the day down, it becomes New Year's Day.
        if (group.Name is "Somali" or "Afghan" or "Eritrean and Ethiopian" && rng.Chance(0.25))
        {
            born = new DateOnly(from.Year + 1, 1, 1);
        }

        var added = new Family(_families.Count, group, group.FamilyName(rng));
        _families.Add(added);
        return (added, born);
    }

    private string NewUpn(Rng rng, SampleSchool school, int year)
    {
        var issued = SchoolYear(options.StartDate) - Math.Max(year, 0);
        var at = rng.NextDouble();
        var here = school.Phase is not ("Secondary" or "SixteenPlus" or "PupilReferralUnit");
        return at switch
        {
            < 0.06 => Issue(rng.Pick(OtherAuthorities), rng.Next(2000, 2400).ToString(CultureInfo.InvariantCulture), issued),
            _ when here && at < 0.9 => Issue(Northmoor.LaCode, school.EstablishmentNumber, issued),
            < 0.4 => Issue(Northmoor.LaCode, rng.Pick(["2001", "2002", "3003", "3004", "4010"]), issued),
            _ => Issue(Northmoor.LaCode, rng.Next(2010, 2050).ToString(CultureInfo.InvariantCulture), issued),
        };
    }

    private string Issue(string la, string establishment, int year)
    {
        var key = $"{la}{establishment}{year % 100:00}";
        var serial = _serials[key] = _serials.GetValueOrDefault(key) + 1;
        return Upns.Permanent(la, establishment, year, serial);
    }

    private string NextUpn(string upn) => Issue(upn[1..4], upn[4..8], int.Parse(upn.AsSpan(8, 2), CultureInfo.InvariantCulture));

    private SamplePerson NewStaff(Rng rng)
    {
        var group = NameGroups.Pick(rng);
        while (group.Form == NameForm.Single)
        {
            group = NameGroups.Pick(rng);
        }

        var woman = rng.Chance(0.74);
        var first = group.FirstName(rng, woman);
        var person = new SamplePerson
        {
            Id = _people.Count + 1,
            Kind = PersonKind.Staff,
            FirstName = first,
            LastName = group.SurnameOf(group.FamilyName(rng), woman),
            PreferredFirstName = rng.Chance(0.08) ? Known(first) : null,
            DateOfBirth = new DateOnly(1960, 1, 1).AddDays(rng.Next(42 * 365)),
            Girl = woman,
            Group = group.Name,
            Family = -1,
        };
        _people.Add(person);
        return person;
    }

    private void AddPupil(Office office, Rng rng, SamplePerson person, int year)
    {
        var right = PupilRow(office, rng, person, year);
        var wrong = Mistake(rng, right, person);
        office.Pupils.Add(wrong);
        if (wrong != right && rng.Chance(0.6))
        {
            _corrections.Add(new Correction(rng.Next(2, 6), office.School.Urn, right.MisId, right));
        }
    }

    private SampleRow PupilRow(Office office, Rng rng, SamplePerson person, int year)
    {
        var school = office.School;
        var forms = Math.Max(1, (int)Math.Ceiling(Scaled(school.Pupils) / (double)(school.LastYear - school.FirstYear + 1) / 28));
        var id = office.NextId();
        _truth.Add((school.Urn, PersonKind.Pupil, id), person.Id);
        return new SampleRow
        {
            MisId = id,
            Kind = PersonKind.Pupil,
            Person = person.Id,
            FirstName = office.Typed(person.FirstName),
            MiddleNames = person.MiddleNames is { } middle ? office.Typed(middle) : null,
            LastName = office.Typed(person.LastName),
            PreferredFirstName = person.PreferredFirstName is { } known ? office.Typed(known) : null,
            DateOfBirth = person.DateOfBirth,
            Girl = person.Girl,

            // Nursery children mostly have none yet.
            Upn = year < 0 && rng.Chance(0.5) ? null : person.Upn,
            Year = year,
            RegistrationGroup = (year < 0 ? "N" : year == 0 ? "R" : year.ToString(CultureInfo.InvariantCulture)) + (char)('A' + rng.Next(forms)),
            House = year >= 7 ? rng.Pick(Houses) : null,
            Code = office.NextAdmission(),
            Email = null,
            StartDate = new DateOnly(SchoolYear(options.StartDate) - (year - school.FirstYear), 9, 1).AddDays(rng.Chance(0.9) ? 1 : rng.Next(5, 200)) is var start
                && start < options.StartDate ? start : new DateOnly(SchoolYear(options.StartDate), 9, 2),
        };
    }

    private SampleRow StaffRow(Office office, Rng rng, SamplePerson person, string role)
    {
        var id = office.NextId();
        _truth.Add((office.School.Urn, PersonKind.Staff, id), person.Id);
        return new SampleRow
        {
            MisId = id,
            Kind = PersonKind.Staff,
            Person = person.Id,
            FirstName = office.Typed(person.FirstName),
            LastName = office.Typed(person.LastName),
            PreferredFirstName = person.PreferredFirstName is { } known ? office.Typed(known) : null,
            DateOfBirth = rng.Chance(0.88) ? person.DateOfBirth : null,
            Girl = person.Girl,
            Title = rng.Chance(0.04) ? "Dr" : person.Girl ? rng.Pick(["Mrs", "Miss", "Ms", "Mrs"]) : "Mr",
            Role = role,
            Code = office.NextStaffCode(person),
            Email = string.Create(CultureInfo.InvariantCulture, $"staff{person.Id}@{office.School.Urn}.northmoor.example"),
            StartDate = options.StartDate.AddDays(-rng.Next(4, 4000)),
        };
    }

    /// <summary>One row in fourteen is not quite right.</summary>
    private SampleRow Mistake(Rng rng, SampleRow row, SamplePerson person)
    {
        var at = rng.NextDouble();
        var issued = SchoolYear(options.StartDate);
        return at switch
        {
            < 0.025 => row with { Upn = null },
            < 0.042 => row with { Upn = Upns.Temporary(Northmoor.LaCode, "2001", issued, person.Id % 100) },
            < 0.052 => row with { Upn = Upns.WithWrongCheck(person.Upn!) },
            < 0.055 => row with { Upn = person.Upn![..10] },
            < 0.060 when row.FirstName.Length > 4 => row with { FirstName = row.FirstName[..2] + row.FirstName[3] + row.FirstName[2] + row.FirstName[4..] },
            < 0.064 => row with { LastName = Folded(row.LastName) },
            < 0.068 when person.DateOfBirth.Day <= 12 => row with { DateOfBirth = new DateOnly(person.DateOfBirth.Year, person.DateOfBirth.Day, person.DateOfBirth.Month) },
            < 0.071 => row with { DateOfBirth = person.DateOfBirth.AddDays(1) },
            _ => row,
        };
    }

    private static string Known(string first) => first switch
    {
        "Alexander" or "Alexandra" or "Aleksandra" or "Alexandru" => "Alex",
        "Elizabeth" or "Eliza" => "Beth",
        "Thomas" => "Tom",
        "William" => "Bill",
        "Katherine" or "Catherine" or "Kathryn" => "Kate",
        "Muhammad" or "Mohammed" or "Mohammad" => "Mo",
        "Samuel" => "Sam",
        "Benjamin" => "Ben",
        "Oluwaseun" => "Seun",
        "Margaret" => "Maggie",
        _ => first.Length > 5 ? first[..4] : first + "y",
    };

    /// <summary>As an office without a Compose key types it.</summary>
    private static string Folded(string name)
    {
        var plain = new System.Text.StringBuilder(name.Length);
        foreach (var c in name.Normalize(System.Text.NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c switch { 'ł' => 'l', 'Ł' => 'L', 'ø' => 'o', 'Ø' => 'O', 'ı' => 'i', 'đ' => 'd', 'Đ' => 'D', '-' => ' ', _ => c });
            }
        }

        return plain.ToString();
    }

    private void AddStaffAtTwoSchools(Rng rng)
    {
        for (var i = 0; i < 14; i++)
        {
            var (from, to) = (_offices[rng.Next(_offices.Count)], _offices[rng.Next(_offices.Count)]);
            if (from == to || from.Staff.Count < 3 || to.Staff.Count < 3)
            {
                continue;
            }

            var row = from.Staff[rng.Next(1, from.Staff.Count)];
            var person = _people[row.Person - 1];
            if (to.Staff.All(r => r.Person != person.Id))
            {
                to.Staff.Add(StaffRow(to, rng, person, row.Role!));
            }
        }
    }

    /// <summary>A twin with the other one's UPN, and a pupil with that of a stranger at another school.</summary>
    private void AddUpnMixUps(Rng rng)
    {
        var twinSchool = _offices[1];
        var twin = twinSchool.Pupils.FindIndex(r => _people[r.Person - 1].Twin > r.Person);
        if (twin >= 0)
        {
            Confuse(twinSchool, twin, _people[_people[twinSchool.Pupils[twin].Person - 1].Twin - 1].Upn!);
        }

        var stranger = _people[_offices[5].Pupils[rng.Next(_offices[5].Pupils.Count)].Person - 1];
        Confuse(_offices[7], rng.Next(_offices[7].Pupils.Count), stranger.Upn!);
    }

    private void Confuse(Office office, int at, string upn)
    {
        var row = office.Pupils[at];
        office.Pupils[at] = row with { Upn = upn };
        _corrections.RemoveAll(c => c.Urn == office.School.Urn && c.MisId == row.MisId);
        _corrections.Add(new Correction(5, office.School.Urn, row.MisId, row with { Upn = _people[row.Person - 1].Upn }));
    }

    /// <summary>Two pupils who share both names and the day of birth, at two schools, with a UPN each.</summary>
    private void AddNamesake()
    {
        var (one, other) = (_offices[5], _offices[7]);
        var at = other.Pupils.Count / 2;
        var model = _people[one.Pupils[one.Pupils.Count / 2].Person - 1];
        var row = other.Pupils[at];
        var person = _people[row.Person - 1];
        _people[person.Id - 1] = person with
        {
            FirstName = model.FirstName,
            LastName = model.LastName,
            DateOfBirth = model.DateOfBirth,
            PreferredFirstName = null,
            Girl = model.Girl,
            Twin = 0,
        };
        if (person.Twin != 0)
        {
            _people[person.Twin - 1] = _people[person.Twin - 1] with { Twin = 0 };
        }

        _corrections.RemoveAll(c => c.Urn == other.School.Urn && c.MisId == row.MisId);
        other.Pupils[at] = row with
        {
            FirstName = model.FirstName,
            LastName = model.LastName,
            DateOfBirth = model.DateOfBirth,
            PreferredFirstName = null,
            Girl = model.Girl,
            Upn = person.Upn,
        };
    }

    private void AddBadRows()
    {
        Spoil(_offices[1], 7, BadRow.MissingSurname);
        Spoil(_offices[3], 5, BadRow.ImpossibleDate);
        Spoil(_offices[5], 11, BadRow.DuplicateId);
        Spoil(_offices[6], 9, BadRow.MissingSurname);
        Spoil(_offices[8], 13, BadRow.ImpossibleDate);
    }

    private void Spoil(Office office, int at, BadRow bad)
    {
        at = Math.Min(at, office.Pupils.Count - 1);
        var row = office.Pupils[at];
        _corrections.RemoveAll(c => c.Urn == office.School.Urn && c.MisId == row.MisId);
        _truth.Remove((office.School.Urn, PersonKind.Pupil, row.MisId));
        office.Pupils[at] = row with { Bad = bad, MisId = bad == BadRow.DuplicateId ? office.Pupils[at - 1].MisId : row.MisId };
    }

    private sealed record Family(int Id, NameGroup Group, string Name)
    {
        public List<SamplePerson> Children { get; } = [];
    }

    /// <param name="Right">The row as it is once somebody put it right.</param>
    private sealed record Correction(int Day, string Urn, string MisId, SampleRow Right);

    /// <summary>One school's MIS: its rows today, and the numbers it gives out.</summary>
    private sealed class Office(SampleSchool school)
    {
        private readonly HashSet<string> _staffCodes = new(StringComparer.Ordinal);
        private int _next = 1000 + (int.Parse(school.Urn, CultureInfo.InvariantCulture) % 100 * 137);
        private int _admission = 3000;

        public SampleSchool School { get; } = school;

        public List<SampleRow> Pupils { get; } = [];

        public List<SampleRow> Staff { get; } = [];

        public List<SampleRow> FuturePupils { get; } = [];

        public List<SampleRow> FutureStaff { get; } = [];

        public string NextId()
        {
            _next++;
            return School.IsWonde ? string.Create(CultureInfo.InvariantCulture, $"A{1_500_000_000 + (long.Parse(School.Urn, CultureInfo.InvariantCulture) % 100 * 1_000_000) + _next}") : _next.ToString(CultureInfo.InvariantCulture);
        }

        public string NextAdmission() => (++_admission).ToString("000000", CultureInfo.InvariantCulture);

        public string NextStaffCode(SamplePerson person)
        {
            var stem = new string([.. Folded(person.FirstName + person.LastName).Where(char.IsAsciiLetter).Take(1), .. Folded(person.LastName).Where(char.IsAsciiLetter).Take(2)]).ToUpperInvariant();
            var code = stem;
            for (var n = 1; !_staffCodes.Add(code); n++)
            {
                code = stem + n.ToString(CultureInfo.InvariantCulture);
            }

            return code;
        }

        /// <summary>A name as this office types it.</summary>
        public string Typed(string name)
        {
            name = School.Apostrophe == '\'' ? name : name.Replace('\'', School.Apostrophe);
            return School.Capitals ? name.ToUpperInvariant() : name;
        }
    }
}
