using Uso.Matching.Normalise;

namespace Uso.Matching.Compare;

/// <summary>The names a person also goes by.</summary>
internal sealed record OtherNames(NameForm? First, NameForm? Last)
{
    internal static OtherNames? Of(NameForm first, NameForm last) => first.IsEmpty && last.IsEmpty ? null
        : new OtherNames(first.IsEmpty ? null : first, last.IsEmpty ? null : last);
}

/// <summary>A person, account or record, made ready for comparison.</summary>
/// <param name="DateOfBirth">A day number, -1 when missing.</param>
/// <param name="Upn">0 when missing.</param>
internal readonly record struct Identity(
    NameForm First, NameForm Last, OtherNames? Others, ulong Upn, int DateOfBirth, int School, UpnStatus UpnStatus, MatchKind Kind)
{
    /// <summary>A UPN in 64 bits: exactly when it has the form of one, a hash of the text otherwise.</summary>
    internal static (ulong Code, UpnStatus Status) Encode(MatchKind kind, string? upn)
    {
        // Staff have none; what stands in the field of one is not evidence.
        if (kind == MatchKind.Staff || string.IsNullOrWhiteSpace(upn))
        {
            return (0, UpnStatus.Missing);
        }

        if (!Matching.Upn.TryParse(upn, out Upn parsed))
        {
            return (Hashing.Text(upn.AsSpan().Trim()) | (1UL << 63), UpnStatus.Malformed);
        }

        ulong code = 0;
        foreach (char c in parsed.ToString())
        {
            code = (code * 36) + (uint)(char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10);
        }

        return (code & ~(1UL << 63), parsed.Status);
    }
}
