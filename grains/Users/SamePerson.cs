namespace Uso.Grains.Users;

/// <summary>Whether a MIS id that named one person names another now.</summary>
internal static class SamePerson
{
    /// <summary>
    /// MIS ids are reused now and then. A row that changes its date of birth and also a name, with no UPN to hold it together, names another person.
    /// </summary>
    public static bool IsSomebodyElse(PersonIdentity was, PersonIdentity now)
    {
        if (was.Upn is not null && was.Upn == now.Upn)
        {
            return was.DateOfBirth != now.DateOfBirth && !Same(was.LegalFirstName, now.LegalFirstName);
        }

        var firstDiffers = !Same(was.LegalFirstName, now.LegalFirstName);
        var lastDiffers = !Same(was.LegalLastName, now.LegalLastName);
        var birthDiffers = was.DateOfBirth is not null && now.DateOfBirth is not null && was.DateOfBirth != now.DateOfBirth;
        return (firstDiffers && lastDiffers) || (birthDiffers && (firstDiffers || lastDiffers));
    }

    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
