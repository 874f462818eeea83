using System.Globalization;
using Uso.Mis;

namespace Uso.Samples.Generator;

internal sealed partial class WorldBuilder
{
    private static readonly string[] Subjects = ["English", "Mathematics", "Science", "History", "Geography", "Computing"];

    private readonly Dictionary<(string Urn, int Family, int Parent), string> _contactIds = [];
    private readonly List<(int Day, string Urn, string MisId)> _overlaps = [];
    private readonly List<(int Day, Office To, SamplePerson Person, int Year)> _arrivals = [];

    private List<SampleDay> PassTheWeek(Rng rng)
    {
        var days = new List<SampleDay>();
        for (var day = 1; day <= options.Days; day++)
        {
            var date = options.StartDate.AddDays(day - 1);
            if (day > 1)
            {
                Happen(day, date, rng.Child((ulong)day));
            }

            var schools = new List<SchoolDay>();
            foreach (var office in _offices.Take(options.Schools))
            {
                schools.Add(Export(office, day, date, days.Count == 0 ? null : days[^1].Schools[schools.Count]));
            }

            days.Add(new SampleDay(day, date, schools));
        }

        return days;
    }

    /// <summary>The week's mishaps. On a quiet day nothing at all happens at the school.</summary>
    private static ExportKind KindOf(string urn, int day) => (urn, day) switch
    {
        ("999008", 3) => ExportKind.Truncated,
        ("999005", 4) => ExportKind.NoStaffReport,
        ("999006", 3) => ExportKind.HalfOfPupils,
        ("999011", 2) => ExportKind.SameBytes,
        ("999010", 2) => ExportKind.SameContent,
        _ => ExportKind.Normal,
    };

    private static bool IsQuiet(string urn, int day) => KindOf(urn, day) is ExportKind.SameBytes or ExportKind.SameContent;

    private void Happen(int day, DateOnly date, Rng rng)
    {
        foreach (var (_, urn, id) in _overlaps.Where(o => o.Day == day))
        {
            var office = _offices.Find(o => o.School.Urn == urn)!;
            Leave(office, office.Pupils, office.Pupils.FindIndex(r => r.MisId == id), day, "MoveOut");
        }

        foreach (var (_, to, person, year) in _arrivals.Where(a => a.Day == day))
        {
            Arrive(to, rng, person, year, day, date, "MoveIn");
        }

        foreach (var office in _offices.Where(o => !IsQuiet(o.School.Urn, day)))
        {
            Local(office, day, date, rng.Child(ulong.Parse(office.School.Urn, CultureInfo.InvariantCulture)));
        }

        for (var i = 0; i < 6; i++)
        {
            Move(day, date, rng, overlap: i == 0);
        }

        if (day is 2 or 4)
        {
            var school = _offices[day == 2 ? 1 : 5];
            var year = day == 2 ? 4 : 9;
            var person = NewPupil(rng, school.School, year, twinOf: null);
            person = _people[person.Id - 1] = person with { Upn = Issue("330", "2099", SchoolYear(options.StartDate) - year) };
            Arrive(school, rng, person, year, day, date, "FromElsewhere");
        }
    }

    /// <summary>What happens inside one school: starts, corrections, joiners and leavers.</summary>
    private void Local(Office office, int day, DateOnly date, Rng rng)
    {
        Start(office, office.FuturePupils, office.Pupils, day, date);
        Start(office, office.FutureStaff, office.Staff, day, date);
        foreach (var correction in _corrections.Where(c => c.Day == day && c.Urn == office.School.Urn))
        {
            var at = office.Pupils.FindIndex(r => r.MisId == correction.MisId);
            if (at >= 0)
            {
                office.Pupils[at] = correction.Right;
                _events.Add(new SampleEvent(day, office.School.Urn, "Correction", correction.MisId, correction.Right.Person));
            }
        }

        if (day == 5)
        {
            Repair(office, BadRow.MissingSurname, day);
        }

        var school = office.School;
        for (var i = Often(rng, office.Pupils.Count * 0.003); i > 0; i--)
        {
            var year = rng.Next(school.FirstYear, school.LastYear + 1);
            Arrive(office, rng, NewPupil(rng, school, year, twinOf: null), year, day, date, "Joiner");
        }

        for (var i = Often(rng, office.Pupils.Count * 0.003); i > 0; i--)
        {
            Leave(office, office.Pupils, Someone(rng, office.Pupils), day, "Leaver");
        }

        for (var i = Often(rng, office.Staff.Count * 0.006); i > 0; i--)
        {
            var row = StaffRow(office, rng, NewStaff(rng), "Teacher") with { StartDate = date };
            office.Staff.Add(row);
            _events.Add(new SampleEvent(day, school.Urn, "Joiner", row.MisId, row.Person));
        }

        if (rng.Chance(office.Staff.Count * 0.006))
        {
            Leave(office, office.Staff, Someone(rng, office.Staff), day, "Leaver");
        }

        if (rng.Chance(office.Staff.Count * 0.006))
        {
            // Somebody marries.
            var at = Someone(rng, office.Staff);
            office.Staff[at] = office.Staff[at] with { LastName = office.Typed(NameGroups.All[0].FamilyName(rng)) };
            _events.Add(new SampleEvent(day, school.Urn, "Correction", office.Staff[at].MisId, office.Staff[at].Person));
        }
    }

    private void Start(Office office, List<SampleRow> future, List<SampleRow> current, int day, DateOnly date)
    {
        foreach (var row in future.Where(r => r.StartDate <= date).ToList())
        {
            future.Remove(row);
            current.Add(row with { IsFuture = false });
            _events.Add(new SampleEvent(day, office.School.Urn, "Starts", row.MisId, row.Person));
        }
    }

    private void Repair(Office office, BadRow bad, int day)
    {
        var at = office.Pupils.FindIndex(r => r.Bad == bad);
        if (at >= 0)
        {
            var row = office.Pupils[at] = office.Pupils[at] with { Bad = BadRow.None };
            _truth.Add((office.School.Urn, PersonKind.Pupil, row.MisId), row.Person);
            _events.Add(new SampleEvent(day, office.School.Urn, "Correction", row.MisId, row.Person));
        }
    }

    private static int Often(Rng rng, double mean) => (int)mean + (rng.Chance(mean - (int)mean) ? 1 : 0);

    /// <summary>A row that nothing else is planned for.</summary>
    private static int Someone(Rng rng, List<SampleRow> rows)
    {
        int at;
        do
        {
            at = rng.Next(1, rows.Count);
        }
        while (rows[at].Bad != BadRow.None || (at + 1 < rows.Count && rows[at + 1].Bad == BadRow.DuplicateId));

        return at;
    }

    private void Leave(Office office, List<SampleRow> rows, int at, int day, string what)
    {
        if (at >= 0)
        {
            _events.Add(new SampleEvent(day, office.School.Urn, what, rows[at].MisId, rows[at].Person));
            rows.RemoveAt(at);
        }
    }

    private void Arrive(Office office, Rng rng, SamplePerson person, int year, int day, DateOnly date, string what)
    {
        var row = PupilRow(office, rng, person, year) with { StartDate = date };

        // Most arrive as they are; some before their papers, some under another office's spelling.
        row = rng.NextDouble() switch
        {
            < 0.08 => row with { Upn = null },
            < 0.14 => row with { FirstName = Folded(row.FirstName), LastName = Folded(row.LastName) },
            _ => row,
        };
        office.Pupils.Add(row);
        _events.Add(new SampleEvent(day, office.School.Urn, what, row.MisId, person.Id));
    }

    /// <summary>A pupil changes schools within the LA: gone today and there tomorrow, or for a day at both.</summary>
    private void Move(int day, DateOnly date, Rng rng, bool overlap)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var from = rng.Pick(_offices);
            var at = Someone(rng, from.Pupils);
            var row = from.Pupils[at];
            var to = rng.Pick(_offices);
            if (from == to || row.Year < to.School.FirstYear || row.Year > to.School.LastYear || IsQuiet(from.School.Urn, day) || IsQuiet(to.School.Urn, day)
                || _overlaps.Any(o => o.MisId == row.MisId) || _events.Any(e => e.Person == row.Person))
            {
                continue;
            }

            var person = _people[row.Person - 1];
            if (overlap)
            {
                Arrive(to, rng, person, row.Year, day, date, "Overlap");
                _overlaps.Add((day + 1, from.School.Urn, row.MisId));
            }
            else
            {
                Leave(from, from.Pupils, at, day, "MoveOut");
                _arrivals.Add((day + 1, to, person, row.Year));
            }

            return;
        }
    }

    private SchoolDay Export(Office office, int day, DateOnly date, SchoolDay? before)
    {
        var school = office.School;
        var kind = KindOf(school.Urn, day);
        if (before is not null && kind is ExportKind.SameBytes or ExportKind.SameContent)
        {
            return before! with
            {
                Day = day,
                Date = date,
                Kind = kind,
                ExportedAt = kind == ExportKind.SameBytes ? before.ExportedAt : date.ToDateTime(new TimeOnly(18, 5)),
            };
        }

        List<SampleRow> pupils = kind == ExportKind.HalfOfPupils ? [.. office.Pupils.Where((r, i) => i % 2 == 0 && r.Bad == BadRow.None)] : [.. office.Pupils];
        return new SchoolDay
        {
            School = school,
            Day = day,
            Date = date,
            Kind = kind,
            ExportedAt = date.ToDateTime(new TimeOnly(18, 5)),
            Pupils = pupils,
            Staff = [.. office.Staff],
            FuturePupils = [.. office.FuturePupils],
            FutureStaff = [.. office.FutureStaff],
            Contacts = school.Reports.Contains(Report.Contacts) ? Contacts(office, pupils) : [],
            Groups = school.Reports.Contains(Report.GroupsAndClasses) ? Groups(school, pupils, office.Staff) : [],
            Marks = school.Reports.Contains(Report.Attendance) ? Marks(pupils, date) : [],
        };
    }

    private List<SampleContact> Contacts(Office office, List<SampleRow> pupils)
    {
        var contacts = new List<SampleContact>();
        foreach (var family in pupils.Where(r => r.Bad == BadRow.None).GroupBy(r => _people[r.Person - 1].Family))
        {
            var rng = _root.Child(0xC0_0000 + (ulong)family.Key);
            var details = _families[family.Key];
            var parents = rng.Chance(0.72) ? 2 : 1;
            for (var parent = 0; parent < parents; parent++)
            {
                var woman = parent == 0 ? rng.Chance(0.9) : rng.Chance(0.08);
                var key = (office.School.Urn, family.Key, parent);
                if (!_contactIds.TryGetValue(key, out var id))
                {
                    id = _contactIds[key] = office.NextId();
                }

                var first = details.Group.FirstName(rng, woman);
                var last = details.Group.Form == NameForm.Single ? first
                    : rng.Chance(0.8) ? details.Group.SurnameOf(details.Name, woman)
                    : details.Group.SurnameOf(details.Group.FamilyName(rng), woman);
                contacts.Add(new SampleContact
                {
                    MisId = id,
                    Title = woman ? "Mrs" : "Mr",
                    FirstName = office.Typed(first),
                    LastName = office.Typed(last),
                    Woman = woman,
                    Email = rng.Chance(0.8) ? string.Create(CultureInfo.InvariantCulture, $"family{family.Key}.{parent}@mail.example") : null,
                    Relationship = woman ? "Mother" : "Father",
                    Priority = parent + 1,
                    Pupils = [.. family.Select(r => r.MisId)],
                });
            }
        }

        return contacts;
    }

    private static List<SampleGroup> Groups(SampleSchool school, List<SampleRow> pupils, List<SampleRow> staff)
    {
        var groups = new List<SampleGroup>();
        var teachers = staff.Where(r => r.Role is "Teacher" or "Head Teacher").ToList();
        var usable = pupils.Where(r => r.Bad == BadRow.None).ToList();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);

        void Add(string name, GroupKind kind, string? subject, IEnumerable<SampleRow> members)
        {
            // The id hangs on the name, so that it stays when other groups come and go.
            var id = 0;
            foreach (var c in name)
            {
                id = ((id * 31) + c) % 900_001;
            }

            while (ids.ContainsValue(id))
            {
                id++;
            }

            ids.Add(name, id);
            List<(PersonKind, string)> all = [.. members.Select(r => (PersonKind.Pupil, r.MisId))];
            all.Add((PersonKind.Staff, teachers[id % teachers.Count].MisId));
            groups.Add(new SampleGroup
            {
                Id = (school.IsWonde ? "A" : "") + (100_000 + id).ToString(CultureInfo.InvariantCulture),
                Name = name,
                Kind = kind,
                Subject = subject,
                Members = all,
            });
        }

        foreach (var form in usable.GroupBy(r => r.RegistrationGroup!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Add(form.Key, GroupKind.RegistrationGroup, null, form);
        }

        if (school.LastYear >= 7)
        {
            foreach (var year in usable.GroupBy(r => r.Year).OrderBy(g => g.Key))
            {
                foreach (var subject in Subjects)
                {
                    foreach (var set in year.GroupBy(r => (int.Parse(r.MisId.AsSpan()[^3..], CultureInfo.InvariantCulture) + subject.Length) % 8).OrderBy(g => g.Key))
                    {
                        Add($"{year.Key}{(char)('a' + set.Key)}/{subject[..2]}1", GroupKind.Class, subject, set);
                    }
                }
            }
        }

        return groups;
    }

    private List<SampleMark> Marks(List<SampleRow> pupils, DateOnly date)
    {
        var marks = new List<SampleMark>();
        foreach (var row in pupils.Where(r => r.Bad == BadRow.None))
        {
            var rng = _root.Child(((ulong)row.Person << 24) + (ulong)date.DayNumber);
            var absent = rng.Chance(0.06);
            marks.Add(new SampleMark(row.MisId, date, "AM", absent ? 'I' : rng.Chance(0.03) ? 'L' : '/'));
            marks.Add(new SampleMark(row.MisId, date, "PM", absent ? 'I' : '\\'));
        }

        return marks;
    }
}
