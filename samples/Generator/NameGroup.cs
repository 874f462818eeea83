namespace Uso.Samples.Generator;

/// <summary>How a community's names are put together.</summary>
public enum NameForm
{
    /// <summary>First name and family name.</summary>
    Plain,

    /// <summary>Daughters bear another form of the family name: Kowalski, Kowalska.</summary>
    GenderedSurname,

    /// <summary>Girls are Kaur and boys Singh, as the last name or before it.</summary>
    Sikh,

    /// <summary>The last name is the father's first name: brothers and sisters share it, their father has another.</summary>
    Patronymic,

    /// <summary>Two family names, the mother's and the father's.</summary>
    TwoSurnames,

    /// <summary>One name and no more.</summary>
    Single,
}

/// <summary>Names of one community in the United Kingdom. Lists are the project's own, common names first.</summary>
public sealed class NameGroup
{
    private readonly Lazy<string[]> _surnames;

    internal NameGroup(string name, double weight, string girls, string boys, string surnames, NameForm form = NameForm.Plain, bool longTail = false)
    {
        Name = name;
        Weight = weight;
        Girls = Split(girls);
        Boys = Split(boys);
        Form = form;
        _surnames = new Lazy<string[]>(() => longTail ? [.. Split(surnames), .. NameGroups.PlaceSurnames] : Split(surnames));
    }

    public string Name { get; }

    /// <summary>Share of the population, in per cent.</summary>
    public double Weight { get; }

    public string[] Girls { get; }

    public string[] Boys { get; }

    /// <summary>Masculine forms where the group has two.</summary>
    public string[] Surnames => _surnames.Value;

    public NameForm Form { get; }

    /// <summary>A first name, common ones more often.</summary>
    public string FirstName(Rng rng, bool girl) => rng.PickRanked(girl ? Girls : Boys);

    /// <summary>A family's name, in the masculine form.</summary>
    public string FamilyName(Rng rng)
    {
        switch (Form)
        {
            case NameForm.TwoSurnames:
                return $"{rng.PickRanked(Surnames)} {rng.PickRanked(Surnames)}";
            case NameForm.Patronymic:
                return rng.PickRanked(Boys);
            case NameForm.Sikh when rng.Chance(0.6):
                return "";
            default:
                var name = rng.PickRanked(Surnames);
                return Form == NameForm.Plain && Weight > 20 && rng.Chance(0.035) ? $"{name}-{rng.PickRanked(Surnames)}" : name;
        }
    }

    /// <summary>The family's name as this child bears it.</summary>
    public string SurnameOf(string family, bool girl) => Form switch
    {
        NameForm.Sikh when family.Length == 0 => girl ? "Kaur" : "Singh",
        NameForm.GenderedSurname when girl => Feminine(family),
        _ => family,
    };

    private static string Feminine(string family) => family switch
    {
        _ when family.EndsWith("ski", StringComparison.Ordinal) || family.EndsWith("cki", StringComparison.Ordinal)
            || family.EndsWith("dzki", StringComparison.Ordinal) => family[..^1] + "a",
        _ when family.EndsWith("ský", StringComparison.Ordinal) => family[..^1] + "á",
        _ when family.EndsWith("ov", StringComparison.Ordinal) || family.EndsWith("ev", StringComparison.Ordinal) => family + "a",
        _ when family.EndsWith("kyi", StringComparison.Ordinal) => family[..^2] + "a",
        _ when family.EndsWith("ius", StringComparison.Ordinal) => family[..^3] + "iūtė",
        _ when family.EndsWith("as", StringComparison.Ordinal) => family[..^2] + "aitė",
        _ when family.EndsWith("ák", StringComparison.Ordinal) || family.EndsWith("áč", StringComparison.Ordinal) => family + "ová",
        _ => family,
    };

    private static string[] Split(string names) =>
        [.. names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(n => n.Replace('_', ' '))];
}
