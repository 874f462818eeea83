using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Uso.ClientApi.Common;

/// <summary>
/// A person of a roster in a URL: <c>pupil~{base64url of the MIS id}</c> or <c>staff~…</c>. Encoded because a MIS id may have any character, not to hide it.
/// </summary>
public readonly record struct PersonId(AccountKind Kind, string MisId)
{
    private const string PupilPrefix = "pupil~";
    private const string StaffPrefix = "staff~";
    private const int MaxLength = 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Format(AccountKind kind, string misId) =>
        (kind == AccountKind.Pupil ? PupilPrefix : StaffPrefix) + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(misId));

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id)
    {
        id = default;
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var kind = text.StartsWith(PupilPrefix, StringComparison.Ordinal) ? AccountKind.Pupil : AccountKind.Staff;
        if (kind == AccountKind.Staff && !text.StartsWith(StaffPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var encoded = text.AsSpan(PupilPrefix.Length);
        if (encoded.IsEmpty || !Base64Url.IsValid(encoded))
        {
            return false;
        }

        try
        {
            id = new PersonId(kind, StrictUtf8.GetString(Base64Url.DecodeFromChars(encoded)));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        // One person has one address.
        return Format(id.Kind, id.MisId) == text;
    }

    public override string ToString() => Format(Kind, MisId);
}
