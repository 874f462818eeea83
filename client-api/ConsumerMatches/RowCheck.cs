using System.Globalization;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>Makes a question for the index of a row, or says why not. Pure.</summary>
internal static class RowCheck
{
    private const int MaxId = 100;
    private const int MaxName = 100;
    private const int MaxUpn = 20;

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "dd/MM/yyyy"];

    /// <summary>The question, or the status and reason that answer the row at once.</summary>
    public static (FindQuery? Query, RowStatus Status, string Reason) Check(ReadRow read, ReleasedSchools schools)
    {
        var row = read.Row;
        var born = default(DateOnly);
        var hasDate = !string.IsNullOrWhiteSpace(row.DateOfBirth);
        var invalid = read.Unreadable switch
        {
            { } unreadable => unreadable,
            _ when row.Id?.Length > MaxId || row.Id?.Any(char.IsControl) == true => RowReasons.IdInvalid,
            _ when KindOf(row.Kind) is null => RowReasons.KindUnknown,
            _ when string.IsNullOrWhiteSpace(row.FirstName) && string.IsNullOrWhiteSpace(row.LastName) => RowReasons.NameMissing,
            _ when row.FirstName?.Length > MaxName || row.LastName?.Length > MaxName => RowReasons.NameTooLong,
            _ when hasDate && !DateOnly.TryParseExact(row.DateOfBirth!.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out born) =>
                RowReasons.DateInvalid,
            _ when string.IsNullOrWhiteSpace(row.School) => RowReasons.SchoolMissing,
            _ => null,
        };
        if (invalid is not null)
        {
            return (null, RowStatus.Invalid, invalid);
        }

        var (urn, why) = schools.Find(row.School!);
        if (urn is null)
        {
            return (null, RowStatus.None, why!);
        }

        var kind = KindOf(row.Kind)!.Value;
        var identity = new PersonIdentity
        {
            LegalFirstName = row.FirstName?.Trim() ?? "",
            LegalLastName = row.LastName?.Trim() ?? "",
            DateOfBirth = hasDate ? born : null,

            // A UPN of the wrong form is weak evidence at best, never a reason to refuse the row; one of that length is none.
            Upn = kind is AccountKind.Pupil && row.Upn?.Trim() is { Length: > 0 and <= MaxUpn } upn ? upn.ToUpperInvariant() : null,
        };
        return (new FindQuery { Kind = kind, Urn = urn, Identity = identity }, default, "");
    }

    private static AccountKind? KindOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "PUPIL" => AccountKind.Pupil,
        "STAFF" => AccountKind.Staff,
        _ => null,
    };
}
