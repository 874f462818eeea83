using System.Diagnostics.CodeAnalysis;

namespace Uso.GrainInterfaces;

/// <summary>Unique Reference Number of a school in England: six digits, the first not 0. Key of <see cref="ISchoolGrain"/> and <see cref="IRosterGrain"/>.</summary>
public readonly record struct Urn
{
    private Urn(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out Urn urn)
    {
        var valid = text is { Length: 6 } && text[0] != '0' && text.All(char.IsAsciiDigit);
        urn = valid ? new Urn(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a URN.</exception>
    public static Urn Parse(string text) => TryParse(text, out var urn) ? urn : throw new FormatException("A URN has six digits.");

    public override string ToString() => Value;
}
