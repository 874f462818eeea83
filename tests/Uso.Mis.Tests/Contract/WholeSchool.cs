using Uso.Mis.Contract;
using Uso.Samples.Generator;

namespace Uso.Mis.Tests.Contract;

/// <summary>A full export with every report that the MIS has: everybody and everything of the neutral school, each once, nothing else.</summary>
internal sealed class WholeSchool(MisFixture mis)
{
    private static readonly (Report Report, PersonKind Kind, bool Future)[] PeopleReports =
    [
        (Report.Students, PersonKind.Pupil, false), (Report.FutureStudents, PersonKind.Pupil, true), (Report.Staff, PersonKind.Staff, false), (Report.FutureStaff, PersonKind.Staff, true),
    ];

    public async Task ProveAsync(SchoolDay day)
    {
        var reports = Enum.GetValues<Report>().Where(mis.Reads).ToArray();
        var reading = await ContractReading.OfAsync(mis, day, ContractFlaw.None, reports);
        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Items.OfType<RejectedRow>());
        foreach (var (report, kind, future) in PeopleReports.Where(p => reports.Contains(p.Report)))
        {
            var rows = (kind, future) switch
            {
                (PersonKind.Pupil, false) => day.Pupils,
                (PersonKind.Pupil, true) => day.FuturePupils,
                (_, false) => day.Staff,
                _ => day.FutureStaff,
            };
            Assert.Equal(
                rows.Select(Expected).Order(),
                reading.People.Where(p => p.Report == report && p.Kind == kind && p.IsFuture == future).Select(Actual).Order());
        }

        Contacts(day, reading);
        Groups(day, reading);
        foreach (var report in reports)
        {
            var end = reading.End(report);
            Assert.True(end is not null, $"{report} has no end.");
            Assert.Equal((true, null), (end.Complete, end.Reason));
            Assert.Superset(mis.Mis.Descriptor.Fields.Where(f => f.Report == report && f.Mandatory).Select(f => f.Field).ToHashSet(), end.FieldsSeen.ToHashSet());
        }
    }

    private (string, string, string, DateOnly?, string?) Expected(SampleRow row) => (
        mis.MisIdOf(row), row.FirstName, row.LastName, row.Kind is PersonKind.Pupil ? row.DateOfBirth : null, Has(row.IsFuture, row.Kind) ? row.Upn : null);

    private (string, string, string, DateOnly?, string?) Actual(ExtractPerson person) => (
        person.MisId, person.LegalFirstName, person.LegalLastName, person.Kind is PersonKind.Pupil ? person.DateOfBirth : null, person.Upn);

    private bool Has(bool future, PersonKind kind) =>
        kind is PersonKind.Pupil && mis.Mis.Descriptor.Fields.Any(f => f.Report == (future ? Report.FutureStudents : Report.Students) && f.Field == nameof(ExtractPerson.Upn));

    private void Contacts(SchoolDay day, ContractReading reading)
    {
        if (!mis.Reads(Report.Contacts))
        {
            return;
        }

        var ids = day.Pupils.ToDictionary(p => p.MisId, mis.MisIdOf);
        var names = reading.People.Where(p => p.Kind is PersonKind.Contact).DistinctBy(p => p.MisId).ToDictionary(p => p.MisId, p => (p.LegalFirstName, p.LegalLastName));
        Assert.Equal(
            day.Contacts.SelectMany(c => c.Pupils.Select(p => (c.FirstName, c.LastName, ids[p]))).Order(),
            reading.Items.OfType<ExtractContactLink>().Select(l => (names[l.ContactMisId].LegalFirstName, names[l.ContactMisId].LegalLastName, l.PupilMisId)).Order());
    }

    private void Groups(SchoolDay day, ContractReading reading)
    {
        if (!mis.Reads(Report.GroupsAndClasses))
        {
            return;
        }

        var ids = day.Pupils.Concat(day.Staff).ToDictionary(p => p.MisId, mis.MisIdOf);
        Assert.Equal(
            day.Groups.SelectMany(g => g.Members.Where(m => mis.Shows(g.Kind, m.Kind)).Select(m => (g.Name, m.Kind, ids[m.MisId]))).Order(),
            reading.Memberships().Order());
        Assert.Equal(
            day.Groups.Where(g => g.Members.Any(m => mis.Shows(g.Kind, m.Kind))).Select(g => (g.Name, g.Kind)).Order(),
            reading.Items.OfType<ExtractGroup>().DistinctBy(g => g.GroupId).Select(g => (g.Name, g.Kind)).Order());
    }
}
