using Uso.Mis.Rows;

namespace Uso.Mis.PlainCsv;

/// <summary>Contacts: the contact and the pupil in two columns.</summary>
internal sealed class CsvContactMapper(RowValues row) : ContactMapper(row, Report.Contacts)
{
    private readonly int _pupil = row.Column(CsvColumns.Pupil);

    // A contact of two pupils has two rows.
    protected override bool KeyIsUnique => false;

    protected override bool TryKeys(out string contact, out string? pupil)
    {
        (contact, pupil) = (Row.Key!, Row.Value(_pupil));
        return true;
    }
}

/// <summary>Groups: the group and the member in two columns.</summary>
internal sealed class CsvGroupMapper(RowValues row) : GroupMemberMapper(row, Report.GroupsAndClasses)
{
    private readonly int _person = row.Column(CsvColumns.Member);

    protected override bool KeyIsUnique => false;

    protected override bool TryKeys(out string group, out string? person)
    {
        (group, person) = (Row.Key!, Row.Value(_person));
        return true;
    }
}
