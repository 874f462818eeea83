using System.Diagnostics.CodeAnalysis;

namespace Uso.ClientApi.Common;

/// <summary>
/// A person of a roster in a URL: <c>pupil~{base64url of the MIS id}</c> or <c>staff~…</c>. Encoded because a MIS id may have any character, not to hide it.
/// </summary>
public readonly record struct PersonId(AccountKind Kind, string MisId)
{
    private const string PupilPrefix = "pupil~";
    private const string StaffPrefix = "staff~";
    private const int MaxLength = 1024;

    public static string Format(AccountKind kind, string misId) =>
        (kind == AccountKind.Pupil ? PupilPrefix : StaffPrefix) + EncodedId.Encode(misId);

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id)
    {
        id = default;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var kind = text.StartsWith(PupilPrefix, StringComparison.Ordinal) ? AccountKind.Pupil : AccountKind.Staff;
        if ((kind == AccountKind.Staff && !text.StartsWith(StaffPrefix, StringComparison.Ordinal))
            || !EncodedId.TryDecode(text.AsSpan(PupilPrefix.Length), out var misId))
        {
            return false;
        }

        id = new PersonId(kind, misId);
        return true;
    }

    public override string ToString() => Format(Kind, MisId);
}
