using System.Collections.Immutable;

namespace Uso.Grains.Users;

/// <summary>What differs between two identities, for history.</summary>
internal static class UserChanges
{
    public static ImmutableArray<string> Between(PersonIdentity before, PersonIdentity after)
    {
        if (before == after)
        {
            return [];
        }

        var changed = ImmutableArray.CreateBuilder<string>();
        Note(before.LegalFirstName, after.LegalFirstName, nameof(PersonIdentity.LegalFirstName));
        Note(before.LegalLastName, after.LegalLastName, nameof(PersonIdentity.LegalLastName));
        Note(before.PreferredFirstName, after.PreferredFirstName, nameof(PersonIdentity.PreferredFirstName));
        Note(before.PreferredLastName, after.PreferredLastName, nameof(PersonIdentity.PreferredLastName));
        Note(before.DateOfBirth, after.DateOfBirth, nameof(PersonIdentity.DateOfBirth));
        Note(before.Upn, after.Upn, nameof(PersonIdentity.Upn));
        return changed.ToImmutable();

        void Note<T>(T was, T now, string field)
        {
            if (!EqualityComparer<T>.Default.Equals(was, now))
            {
                changed.Add(field);
            }
        }
    }
}
