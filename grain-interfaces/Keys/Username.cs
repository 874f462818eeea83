using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Uso.GrainInterfaces;

/// <summary>
/// A username, <c>jsmith3.830</c>: first initial and surname in a-z, a number when taken, a dot, the LA code where it was made. Never changes, never reused.
/// Key of <see cref="IUserGrain"/>.
/// </summary>
public readonly record struct Username
{
    private const int LaSuffixLength = 4;

    private Username(string value) => Value = value;

    public string Value { get; }

    /// <summary>The LA that made the account; the person may have moved since.</summary>
    public LaCode MadeBy => LaCode.Parse(Value[^3..]);

    /// <param name="stem">Initial and surname, a-z.</param>
    /// <param name="number">0 for the first holder of the stem, which shows no number.</param>
    public static Username Of(string stem, int number, LaCode la) =>
        new(number == 0 ? $"{stem}.{la}" : string.Create(CultureInfo.InvariantCulture, $"{stem}{number}.{la}"));

    /// <summary>Splits into stem and number, so that the next free number can be found.</summary>
    public (string Stem, int Number) Split()
    {
        var name = Value.AsSpan(0, Value.Length - LaSuffixLength);
        var digits = name.LastIndexOfAnyExceptInRange('0', '9') + 1;
        return (name[..digits].ToString(), digits == name.Length ? 0 : int.Parse(name[digits..], CultureInfo.InvariantCulture));
    }

    /// <summary>The same stem with the next number.</summary>
    public Username Next()
    {
        var (stem, number) = Split();
        return Of(stem, number + 1, MadeBy);
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Username username)
    {
        username = default;
        if (text is null || text.Length is < 5 or > 64 || text[^4] != '.' || !LaCode.TryParse(text[^3..], out _))
        {
            return false;
        }

        var name = text.AsSpan(0, text.Length - LaSuffixLength);
        var letters = name.LastIndexOfAnyExceptInRange('0', '9') + 1;
        if (letters == 0 || name.Length - letters > 9 || name[..letters].ContainsAnyExceptInRange('a', 'z')
            || (letters < name.Length && name[letters] == '0'))
        {
            return false;
        }

        username = new Username(text);
        return true;
    }

    /// <exception cref="FormatException">Not a username.</exception>
    public static Username Parse(string text) => TryParse(text, out var username) ? username : throw new FormatException("Not a username.");

    public override string ToString() => Value;
}
