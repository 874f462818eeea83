using System.Collections.Immutable;
using System.Text.Json;

namespace Uso.Grains.Users;

/// <summary>What differs between two identities, for history.</summary>
internal static class UserChanges
{
    private static readonly ImmutableArray<(IdentityField Field, string Name)> Fields =
        [.. Enum.GetValues<IdentityField>().Select(field => (field, JsonNamingPolicy.CamelCase.ConvertName(field.ToString())))];

    /// <summary>What there is to say of an account, by name; what is not there has no line.</summary>
    public static Dictionary<string, string> Of(UserState user, DateOnly today)
    {
        var values = new Dictionary<string, string>();
        foreach (var (field, name) in Fields)
        {
            if (Overrides.ValueOf(user.Identity!, field) is { } value)
            {
                values[name] = value;
            }
        }

        values["status"] = StatusOf(user, today).ToString();
        values["schools"] = string.Join(' ', user.Memberships.Where(one => one.Until is null).Select(one => one.Urn).Order(StringComparer.Ordinal));
        foreach (var one in user.Overrides)
        {
            values["override:" + NameOf(one.Field)] = one.Value ?? "";
        }

        return values;
    }

    public static UserStatus StatusOf(UserState user, DateOnly today) =>
        user.MergedInto is not null ? UserStatus.Merged
        : user.Memberships.All(membership => membership.Until is not null) ? UserStatus.Unallocated
        : user.IsFuture && !(user.StartDate <= today) ? UserStatus.Future
        : UserStatus.Active;

    /// <param name="before">Null: there was nothing.</param>
    public static ImmutableArray<ValueChange> Values(Dictionary<string, string>? before, Dictionary<string, string> after) =>
    [
        .. (before ?? []).Keys.Union(after.Keys)
            .Select(field => new ValueChange { Field = field, Old = before?.GetValueOrDefault(field), New = after.GetValueOrDefault(field) })
            .Where(change => change.Old != change.New),
    ];

    private static string NameOf(IdentityField field) => Fields.First(one => one.Field == field).Name;

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
