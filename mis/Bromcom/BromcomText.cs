namespace Uso.Mis.Bromcom;

/// <summary>Bromcom's habits: what stands in a value that nobody means.</summary>
internal static class BromcomText
{
    /// <summary>Bromcom's empty date.</summary>
    public static readonly DateOnly NoDate = new(1900, 1, 1);

    private const string NoTutorGroup = "NoTutorGrp";
    private const string EmptyDate = "1900-01-01";
    private const int TimeStart = 11;
    private const int TimeEnd = 16;
    private const int YearLength = 7;

    /// <summary>A class name without the academic year that follows it (" (25/26)"), and with its line breaks as spaces.</summary>
    public static ReadOnlySpan<char> ClassName(ReadOnlySpan<char> value, Span<char> buffer)
    {
        if (value.ContainsAny('\r', '\n'))
        {
            value.CopyTo(buffer);
            var broken = buffer[..value.Length];
            broken.Replace('\r', ' ');
            broken.Replace('\n', ' ');
            value = broken;
        }

        value = value.Trim();
        return IsYear(value) ? value[..^YearLength].TrimEnd() : value;
    }

    /// <summary>Bromcom's word for "none" is none.</summary>
    public static ReadOnlySpan<char> TutorGroup(ReadOnlySpan<char> value, Span<char> buffer) =>
        value.Equals(NoTutorGroup, StringComparison.OrdinalIgnoreCase) ? default : value;

    /// <summary>A session: its name, or the time at which it begins, which comes on 1 January 1900 (<c>1900-01-01T09:10:00</c>).</summary>
    public static ReadOnlySpan<char> Session(ReadOnlySpan<char> value, Span<char> buffer) =>
        value.StartsWith(EmptyDate, StringComparison.Ordinal) ? value.Length >= TimeEnd ? value[TimeStart..TimeEnd] : default : value;

    // "(25/26)" with something before it.
    private static bool IsYear(ReadOnlySpan<char> value) =>
        value.Length > YearLength && value[^YearLength..] is ['(', var a, var b, '/', var c, var d, ')']
        && char.IsAsciiDigit(a) && char.IsAsciiDigit(b) && char.IsAsciiDigit(c) && char.IsAsciiDigit(d)
        && char.IsWhiteSpace(value[^(YearLength + 1)]);
}
