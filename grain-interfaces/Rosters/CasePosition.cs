using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Uso.GrainInterfaces;

/// <summary>
/// Where a case stands in its queue. Deciding other cases moves nobody, so a page can be asked for by where the last one ended. As text it has ids and times in it
/// and no names: it goes into addresses.
/// </summary>
public readonly record struct CasePosition(bool IsLeft, long Ticks, AccountKind Kind, string MisId) : IComparable<CasePosition>
{
    private const char Separator = '.';

    public static CasePosition Of(RosterEntry entry, bool decided) => decided
        ? new CasePosition(IsLeft: false, -entry.Decision!.At.UtcTicks, entry.Kind, entry.MisId)
        : new CasePosition(entry.IsLeft(), (entry.IsLeft() ? entry.Left!.At : entry.Since).UtcTicks, entry.Kind, entry.MisId);

    public static bool TryParse([NotNullWhen(true)] string? text, out CasePosition position)
    {
        position = default;
        var parts = text?.Split(Separator) ?? [];
        if (parts is not [("0" or "1") and var left, var ticks, ("p" or "s") and var kind, var id]
            || !long.TryParse(ticks, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
            || !Base64Url.IsValid(id))
        {
            return false;
        }

        position = new CasePosition(left == "1", time, kind == "p" ? AccountKind.Pupil : AccountKind.Staff, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id)));
        return true;
    }

    public int CompareTo(CasePosition other)
    {
        var order = IsLeft.CompareTo(other.IsLeft);
        order = order != 0 ? order : Ticks.CompareTo(other.Ticks);
        order = order != 0 ? order : ((int)Kind).CompareTo((int)other.Kind);
        return order != 0 ? order : string.CompareOrdinal(MisId, other.MisId);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsLeft ? 1 : 0)}{Separator}{Ticks}{Separator}{(Kind is AccountKind.Pupil ? 'p' : 's')}{Separator}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(MisId))}");
}
