using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Whether an export is about this school at all. Few formats name their school, so the people tell: an export in which the school knows nearly nobody, by
/// MIS id and identity or by name and date of birth, is another school's. A change of MIS gives everybody a new id, but not a new name.
/// </summary>
internal sealed class OwnSchool(RosterView roster)
{
    /// <summary>Fewer people than this prove nothing.</summary>
    private const int Fewest = 10;

    /// <summary>One in so many must be known.</summary>
    private const int OneIn = 10;

    private readonly int[] _rows = new int[Enum.GetValues<AccountKind>().Length];
    private readonly int[] _known = new int[Enum.GetValues<AccountKind>().Length];
    private HashSet<(AccountKind Kind, string LastName, string Other)>? _people;

    /// <summary>Takes in one row. Contacts get no accounts, and future starters are strangers by nature.</summary>
    public void Observe(ExtractPerson person)
    {
        if (person is { Kind: PersonKind.Contact } or { IsFuture: true })
        {
            return;
        }

        var kind = PersonRow.KindOf(person.Kind);
        _rows[(int)kind]++;
        if (IsKnown(kind, person))
        {
            _known[(int)kind]++;
        }
    }

    /// <exception cref="MisExportException">The export is another school's.</exception>
    public void Check()
    {
        foreach (var kind in Enum.GetValues<AccountKind>())
        {
            var (rows, known, here) = (_rows[(int)kind], _known[(int)kind], roster.Allocated(kind));
            if (rows >= Fewest && here >= Fewest && known * OneIn < Math.Min(rows, here))
            {
                throw new MisExportException(
                    MisErrorCodes.ExportOtherSchool,
                    $"Of {rows} {(kind is AccountKind.Pupil ? "pupils" : "staff")} in the export this school knows {known}: it looks like another school's. If it is not, the service desk can process it with an override.");
            }
        }
    }

    private bool IsKnown(AccountKind kind, ExtractPerson person) =>
        (roster.Find(kind, person.MisId) is { } entry && IsSame(entry.Identity, person))
        || (_people ??= [.. roster.All.Select(one => Key(one.Kind, one.Identity.LegalLastName, one.Identity.LegalFirstName, one.Identity.DateOfBirth))])
            .Contains(Key(kind, person.LegalLastName, person.LegalFirstName, person.DateOfBirth));

    // The ordinary row of an ordinary night is decided without making anything.
    private static bool IsSame(PersonIdentity was, ExtractPerson person) =>
        (was.DateOfBirth == person.DateOfBirth && Users.SamePerson.Same(was.LegalLastName, person.LegalLastName))
        || !Users.SamePerson.IsSomebodyElse(was, PersonRow.IdentityOf(person));

    private static (AccountKind Kind, string LastName, string Other) Key(AccountKind kind, string lastName, string firstName, DateOnly? born) =>
        (kind, lastName.ToUpperInvariant(), born?.ToString("O") ?? firstName.ToUpperInvariant());
}
