namespace Uso.ClientApi.Common;

/// <summary>A value of an enum in a query, written as JSON writes it; the framework's own binding knows only the names of the code.</summary>
public readonly record struct Named<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse(string? text, IFormatProvider? provider, out Named<T> named)
    {
        var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && text!.All(char.IsAsciiLetter);
        named = new Named<T>(value);
        return known;
    }
}
