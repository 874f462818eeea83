namespace Uso.Matching;

/// <summary>What a new username starts with, before the number that makes it unique and the LA code.</summary>
public static class UsernameRule
{
    /// <summary>The longest base; longer surnames are cut.</summary>
    public const int MaximumLength = 20;

    /// <summary>Stands in when no letter of either name folds to a to z.</summary>
    public const string Fallback = "user";

    /// <summary>
    /// First initial and surname, folded: "Zoë O'Brien-Smith" gives <c>zobriensmith</c>. A person of one name, or with one name that does not fold,
    /// goes by the other whole; with neither, <see cref="Fallback"/>.
    /// </summary>
    public static string Base(string? firstName, string? lastName)
    {
        string first = AsciiFolding.Fold(firstName);
        string last = AsciiFolding.Fold(lastName);
        string whole = last.Length == 0 ? first : first.Length == 0 ? last : first[0] + last;
        return whole.Length == 0 ? Fallback : whole.Length > MaximumLength ? whole[..MaximumLength] : whole;
    }
}
