using System.Diagnostics.CodeAnalysis;

namespace Uso.Matching;

/// <summary>What a UPN field holds.</summary>
public enum UpnStatus : byte
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>Something that has not the form of a UPN.</summary>
    Malformed,

    /// <summary>The form of a UPN with a wrong check letter: weak evidence.</summary>
    BadCheckLetter,

    /// <summary>A good temporary UPN (it ends in a letter): weak evidence, a school gives one until it knows the permanent one.</summary>
    Temporary,

    /// <summary>A good permanent UPN.</summary>
    Permanent,
}

/// <summary>
/// A Unique Pupil Number: check letter, LA code (2-4), establishment (5-8), year of issue (9-10), serial (11-13), a temporary one ending in a
/// letter. A wrong check letter still parses, see <see cref="Status"/>: a feed's bad UPN is a warning, never a reason to refuse the row.
/// (GovTalk GDSC "Unique Pupil Number" v2.0.)
/// </summary>
public readonly struct Upn : IEquatable<Upn>, ISpanParsable<Upn>
{
    /// <summary>The 23 letters of UPNs: no I, O or S.</summary>
    public const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

    private const int Length = 13;
    private readonly string? _value;

    private Upn(string value, UpnStatus status) => (_value, Status) = (value, status);

    /// <summary>Permanent, temporary or with a bad check letter; <see cref="UpnStatus.Missing"/> for the default value.</summary>
    public UpnStatus Status { get; }

    public bool IsPermanent => Status == UpnStatus.Permanent;

    public bool IsTemporary => Status == UpnStatus.Temporary;

    public bool HasValidCheckLetter => Status is UpnStatus.Permanent or UpnStatus.Temporary;

    public char CheckLetter => Value[0];

    /// <summary>The issuing LA, three digits. Whether such an LA exists is not asked.</summary>
    public string LaCode => Value[1..4];

    /// <summary>The issuing school's DfE number within the LA, four digits.</summary>
    public string Establishment => Value[4..8];

    /// <summary>Two digits: the year of issue.</summary>
    public string Year => Value[8..10];

    /// <summary>Three characters; a temporary UPN's ends in a letter.</summary>
    public string Serial => Value[10..];

    private string Value => _value ?? throw new InvalidOperationException("There is no UPN.");

    /// <summary>The check letter that the other twelve characters ask for; null when they have not the form of a UPN.</summary>
    public static char? CheckLetterFor(ReadOnlySpan<char> withoutCheckLetter)
    {
        if (withoutCheckLetter.Length != Length - 1)
        {
            return null;
        }

        int sum = 0;
        for (int i = 0; i < withoutCheckLetter.Length; i++)
        {
            char c = char.ToUpperInvariant(withoutCheckLetter[i]);
            int value = char.IsAsciiDigit(c) ? c - '0' : i == Length - 2 ? Alphabet.IndexOf(c, StringComparison.Ordinal) : -1;
            if (value < 0)
            {
                return null;
            }

            sum += value * (i + 2);
        }

        return Alphabet[sum % Alphabet.Length];
    }

    /// <summary>What a field holds, good or bad.</summary>
    public static UpnStatus StatusOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? UpnStatus.Missing : TryParse(text, out Upn upn) ? upn.Status : UpnStatus.Malformed;

    /// <summary>Reads a UPN; blanks around it and case do not matter. False when it has not the form of one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out Upn result) => TryParse(s.AsSpan(), null, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Upn result)
    {
        s = s.Trim();
        result = default;
        if (s.Length != Length || CheckLetterFor(s[1..]) is not { } check || !Alphabet.Contains(char.ToUpperInvariant(s[0])))
        {
            return false;
        }

        string value = s.ToString().ToUpperInvariant();
        UpnStatus status = value[0] != check ? UpnStatus.BadCheckLetter : char.IsAsciiDigit(value[^1]) ? UpnStatus.Permanent : UpnStatus.Temporary;
        result = new Upn(value, status);
        return true;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Upn result) => TryParse(s.AsSpan(), provider, out result);

    public static Upn Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    public static Upn Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out Upn upn) ? upn : throw new FormatException("Not a UPN.");

    public static bool operator ==(Upn left, Upn right) => left.Equals(right);

    public static bool operator !=(Upn left, Upn right) => !left.Equals(right);

    public bool Equals(Upn other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Upn other && Equals(other);

    public override int GetHashCode() => _value is null ? 0 : _value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _value ?? string.Empty;
}
