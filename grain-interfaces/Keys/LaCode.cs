using System.Diagnostics.CodeAnalysis;

namespace Uso.GrainInterfaces;

/// <summary>Code of a local authority: three digits. Key of <see cref="ILocalAuthorityGrain"/> and <see cref="IMatchIndexGrain"/>.</summary>
public readonly record struct LaCode
{
    private LaCode(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out LaCode la)
    {
        var valid = text is { Length: 3 } && text.All(char.IsAsciiDigit);
        la = valid ? new LaCode(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not an LA code.</exception>
    public static LaCode Parse(string text) => TryParse(text, out var la) ? la : throw new FormatException("An LA code has three digits.");

    public override string ToString() => Value;
}
