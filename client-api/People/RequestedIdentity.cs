namespace Uso.ClientApi.People;

/// <summary>What is asked of the details of somebody for whom a single account is requested.</summary>
internal static class RequestedIdentity
{
    private const int MaxName = 100;
    private const int MaxUpn = 20;
    private const int FirstBirthYear = 1900;

    /// <summary>The field that is wrong, and the rule; null when all is well.</summary>
    public static (string Field, string Rule)? Wrong(AccountKind kind, PersonIdentity who, DateOnly today)
    {
        foreach (var (field, name, required) in (ReadOnlySpan<(string, string?, bool)>)
            [
                ("identity.legalFirstName", who.LegalFirstName, true),
                ("identity.legalLastName", who.LegalLastName, true),
                ("identity.preferredFirstName", who.PreferredFirstName, false),
                ("identity.preferredLastName", who.PreferredLastName, false),
            ])
        {
            if (name is null ? required : string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
            {
                return (field, $"1 to {MaxName} characters");
            }
        }

        if (who.DateOfBirth is { } born ? born.Year < FirstBirthYear || born > today : kind == AccountKind.Pupil)
        {
            return ("identity.dateOfBirth", $"a date from {FirstBirthYear} to today; a pupil has one");
        }

        return who.Upn is { } upn && (kind == AccountKind.Staff || upn.Length is 0 or > MaxUpn || !upn.All(char.IsAsciiLetterOrDigit))
            ? ("identity.upn", "letters and digits, for pupils only")
            : null;
    }

    public static PersonIdentity Trimmed(PersonIdentity who) => who with
    {
        LegalFirstName = who.LegalFirstName.Trim(),
        LegalLastName = who.LegalLastName.Trim(),
        PreferredFirstName = who.PreferredFirstName?.Trim(),
        PreferredLastName = who.PreferredLastName?.Trim(),
        Upn = who.Upn?.ToUpperInvariant(),
    };
}
