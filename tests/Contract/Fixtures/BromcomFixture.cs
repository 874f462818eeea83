using Uso.Fakes.Bromcom;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>Bromcom: it sends a document with an entity for each report.</summary>
public sealed class BromcomFixture : PushedFixture
{
    private const string Pupils = "StudentFlatView";

    public override string Code => "bromcom";

    public override ContractPromise Promise(ContractCase what) => what switch
    {
        // Bromcom sends the entity, and nobody in it.
        ContractCase.LostPermission => ContractPromise.NotComplete(MisErrorCodes.ReportEmpty),
        _ => base.Promise(what),
    };

    /// <summary>Bromcom has classes and their pupils.</summary>
    public override bool Shows(GroupKind group, PersonKind member) => group is GroupKind.Class && member is PersonKind.Pupil;

    public override ContractExport Export(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(accepted);
        var school = new BromcomSchool { Id = 1001, Name = day.School.Name };
        BromcomDataset.Fill(school, day);
        var push = new BromcomPush(school) { Classes = accepted.Contains(Report.GroupsAndClasses) };
        if (!accepted.Contains(Report.Students) && !accepted.Contains(Report.Contacts))
        {
            push.Without.Add(Pupils);
        }

        switch (flaw)
        {
            case ContractFlaw.Empty or ContractFlaw.LostPermission:
                push.Empty.Add(Pupils);
                break;
            case ContractFlaw.PageMissing:
                // And the sender counted what it has, not what it should have.
                school.Students.RemoveRange(day.Pupils.Count / 2, day.Pupils.Count / 4);
                break;
        }

        var document = flaw is ContractFlaw.Outage ? [] : push.Json(new DateTimeOffset(day.ExportedAt, TimeSpan.Zero));
        return new ContractExport(flaw is ContractFlaw.Truncated ? document[..(document.Length / 2)] : document, null);
    }
}
