using System.Collections.Immutable;
using System.Globalization;

namespace Uso.Grains.Users;

/// <summary>
/// Values that people set over the MIS's. An identity kept here is always the published one; what the MIS says of an overridden field is in the override. Pure.
/// </summary>
internal static class Overrides
{
    public static string? ValueOf(PersonIdentity identity, IdentityField field) => field switch
    {
        IdentityField.LegalFirstName => identity.LegalFirstName,
        IdentityField.LegalLastName => identity.LegalLastName,
        IdentityField.PreferredFirstName => identity.PreferredFirstName,
        IdentityField.PreferredLastName => identity.PreferredLastName,
        IdentityField.DateOfBirth => identity.DateOfBirth?.ToString("O", CultureInfo.InvariantCulture),
        _ => identity.Upn,
    };

    /// <summary>What is published when the MIS says this.</summary>
    public static PersonIdentity Apply(PersonIdentity mis, ImmutableArray<FieldOverride> overrides) =>
        overrides.Aggregate(mis, (identity, one) => With(identity, one.Field, one.Value));

    /// <summary>What the MIS says, of what is published.</summary>
    public static PersonIdentity MisOf(PersonIdentity published, ImmutableArray<FieldOverride> overrides) =>
        overrides.Aggregate(published, (identity, one) => With(identity, one.Field, one.MisValue));

    /// <summary>The overrides that still hold, told what the MIS says now. The very same when nothing changed.</summary>
    public static ImmutableArray<FieldOverride> Observe(ImmutableArray<FieldOverride> overrides, PersonIdentity mis, DateOnly today)
    {
        var observed = overrides
            .Where(one => !(one.Until < today))
            .Select(one => ValueOf(mis, one.Field) is var value && value == one.MisValue ? one : one with { MisValue = value, MisSince = today })
            .ToImmutableArray();
        return observed.SequenceEqual(overrides) ? overrides : observed;
    }

    /// <summary>The entry once the MIS says this of the person.</summary>
    public static RosterEntry With(RosterEntry entry, PersonIdentity mis, ImmutableArray<FieldOverride> overrides, DateOnly today)
    {
        var observed = Observe(overrides, mis, today);
        return entry with { Identity = Apply(mis, observed), Overrides = observed };
    }

    /// <summary>The entry itself when no override is over.</summary>
    public static RosterEntry WithoutExpired(RosterEntry entry, DateOnly today) =>
        entry.Overrides.Any(one => one.Until < today) ? With(entry, MisOf(entry.Identity, entry.Overrides), entry.Overrides, today) : entry;

    private static PersonIdentity With(PersonIdentity identity, IdentityField field, string? value) => field switch
    {
        IdentityField.LegalFirstName => identity with { LegalFirstName = value ?? "" },
        IdentityField.LegalLastName => identity with { LegalLastName = value ?? "" },
        IdentityField.PreferredFirstName => identity with { PreferredFirstName = value },
        IdentityField.PreferredLastName => identity with { PreferredLastName = value },
        IdentityField.DateOfBirth => identity with { DateOfBirth = value is null ? null : DateOnly.ParseExact(value, "O", CultureInfo.InvariantCulture) },
        _ => identity with { Upn = value },
    };
}
