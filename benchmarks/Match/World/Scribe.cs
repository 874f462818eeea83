using Uso.Matching;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Match.World;

/// <summary>Writes a child down as a MIS would, with the mistakes of people at keyboards. Each mistake comes by itself; what was done is tagged.</summary>
internal sealed class Scribe(Rng rng, WorldOptions options, Child child, IReadOnlyList<Child> children, int place)
{
    // One name, several spellings or a short form: any two of a line.
    private static readonly string[][] Spellings =
    [
        ["Muhammad", "Mohammed", "Mohammad", "Mohamed"], ["Ahmed", "Ahmad"], ["Hussain", "Hussein", "Husain"], ["Yusuf", "Yousuf", "Yousef"],
        ["Omar", "Umar"], ["Ibrahim", "Ebrahim"], ["Aisha", "Ayesha", "Aysha"], ["Fatima", "Fatimah"], ["Zainab", "Zaynab"], ["Maryam", "Mariam"],
        ["Catherine", "Katherine", "Kathryn"], ["Sophia", "Sofia"], ["Isabelle", "Isobel", "Isabel"], ["Stephen", "Steven"], ["Jon", "John"],
        ["Sara", "Sarah"], ["Hannah", "Hanna"], ["Zoë", "Zoe", "Zoey"], ["Callum", "Calum"], ["Aidan", "Aiden"], ["Connor", "Conor"], ["Phillip", "Philip"],
        ["Julia", "Yulia"], ["Olivia", "Oliwia"], ["Lily", "Lilly"], ["Rebecca", "Rebekah"], ["Seán", "Sean", "Shaun"], ["Yasmin", "Yasmine"],
    ];

    private static readonly string[][] ShortForms =
    [
        ["Thomas", "Tom"], ["William", "Will"], ["Benjamin", "Ben"], ["Samuel", "Sam"], ["Daniel", "Dan"], ["Matthew", "Matt"], ["Joseph", "Joe"],
        ["Joshua", "Josh"], ["Alexander", "Alex"], ["Alexandra", "Alex"], ["Edward", "Ed"], ["Frederick", "Fred"], ["Charlotte", "Lottie"],
        ["Elizabeth", "Lizzie"], ["Katherine", "Kate"], ["Catherine", "Cathy"], ["Abigail", "Abi"], ["Jessica", "Jess"], ["Rebecca", "Becky"],
        ["Isabella", "Bella"], ["Olivia", "Liv"], ["Matilda", "Tilly"], ["Eleanor", "Ellie"], ["Michael", "Mike"], ["Robert", "Rob"], ["Christopher", "Chris"],
        ["Jacob", "Jake"], ["Zachary", "Zac"], ["Theodore", "Theo"], ["Henry", "Harry"], ["Megan", "Meg"], ["Georgia", "Georgie"], ["Aleksandra", "Ola"],
        ["Katarzyna", "Kasia"], ["Małgorzata", "Gosia"], ["Abdirahman", "Abdi"], ["Emily", "Em"], ["Victoria", "Vicky"], ["Gabriella", "Gabby"],
    ];

    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private readonly List<string> _tags = [];

    internal string Tags => string.Join('|', _tags);

    internal MatchRecord Write(string id)
    {
        (string first, string last) = (First(), Last());
        if (last.Length > 0 && Slips(0.003, "swap"))
        {
            (first, last) = (last, first);
        }

        if (rng.Chance(0.05))
        {
            last = last.ToUpperInvariant();
        }

        return new MatchRecord
        {
            Id = id,
            Kind = MatchKind.Pupil,
            FirstName = first,
            LastName = last,
            DateOfBirth = Date(),
            Upn = Upn(),
            School = child.School,
        };
    }

    private string First()
    {
        string first = child.First;
        if (Slips(0.002, "first-name-change"))
        {
            first = rng.Pick(children).First;
        }

        first = rng.Chance(0.3) ? LinkageWorld.Plain(first) : first;
        first = Slips(0.08, null) ? Other(first, Spellings, "spelling") : first;
        first = Slips(0.05, null) ? Other(first, ShortForms, "short-form") : first;
        if (first.Contains(' ', StringComparison.Ordinal) && Slips(0.12, "first-part"))
        {
            string[] words = first.Split(' ');
            first = rng.Chance(0.6) ? words[0] : words[^1];
        }
        else if (Slips(0.03, "middle"))
        {
            first += " " + rng.Pick(children).First.Split(' ')[0];
        }

        if (first.Contains('-', StringComparison.Ordinal) && rng.Chance(0.3))
        {
            first = rng.Chance(0.6) ? first.Replace('-', ' ') : first.Replace("-", "", StringComparison.Ordinal);
        }

        return Slips(0.006, "first-typo") ? Typo(first) : first;
    }

    private string Last()
    {
        string last = child.Last;
        if (Slips(0.014, "surname-change"))
        {
            string other = rng.Pick(children).Last;
            last = rng.Chance(0.25) && last.Length > 0 ? $"{last}-{other}" : other;
        }

        last = rng.Chance(0.3) ? LinkageWorld.Plain(last) : last;
        if (last.AsSpan().ContainsAny('-', ' '))
        {
            string[] parts = last.Split('-', ' ');
            last = Slips(0.05, "surname-part") ? rng.Pick(parts) : rng.Chance(0.3) ? string.Join(' ', parts) : last;
        }

        if (last.AsSpan().ContainsAny('\'', '’') && rng.Chance(0.5))
        {
            last = rng.Pick([last.Replace('’', '\''), last.Replace('\'', '’'), last.Replace("'", "", StringComparison.Ordinal), last.Replace('\'', ' ')]);
        }

        return Slips(0.006, "last-typo") ? Typo(last) : last;
    }

    private DateOnly? Date()
    {
        DateOnly born = child.Born;
        if (Slips(0.001, "no-date"))
        {
            return null;
        }

        if (Slips(0.0015, "default-date"))
        {
            return new DateOnly(born.Year, 1, 1);
        }

        if (born.Day <= 12 && Slips(0.004, "day-month"))
        {
            return new DateOnly(born.Year, born.Day, born.Month);
        }

        if (Slips(0.004, "date-typo"))
        {
            return rng.Next(4) switch
            {
                0 => born.AddYears(rng.Chance(0.5) ? 1 : -1),
                1 => born.AddMonths(rng.Chance(0.5) ? 1 : -1),
                2 => born.AddDays(rng.Chance(0.5) ? 10 : -10),
                _ => born.AddDays(rng.Next(-20, 21)),
            };
        }

        return Slips(0.0004, "wrong-date") ? rng.Pick(children).Born : born;
    }

    private string? Upn()
    {
        if (rng.Chance(options.NoUpn))
        {
            return null;
        }

        if (child.UpnAtFirst is { } atFirst && rng.Chance(0.5))
        {
            _tags.Add("upn-at-first");
            return atFirst;
        }

        if (Slips(0.004, "upn-changed"))
        {
            return Upns.Permanent(options.La, (4700 + rng.Next(200)).ToString(System.Globalization.CultureInfo.InvariantCulture), child.Born.Year + 6, 1 + rng.Next(998));
        }

        if (Slips(0.0015, "upn-of-another"))
        {
            return rng.Pick(children).Upn;
        }

        return Sibling() is { } sibling && Slips(0.002, "upn-of-sibling") ? sibling.Upn : child.Upn;
    }

    private Child? Sibling() => place > 0 && children[place - 1].Family == child.Family ? children[place - 1]
        : place + 1 < children.Count && children[place + 1].Family == child.Family ? children[place + 1] : null;

    private string Other(string name, string[][] lines, string tag)
    {
        string[] words = name.Split(' ');
        if (Array.Find(lines, line => line.Contains(words[0], StringComparer.Ordinal)) is not { } spellings)
        {
            return name;
        }

        string other = rng.Pick(spellings);
        if (other == words[0])
        {
            return name;
        }

        _tags.Add(tag);
        words[0] = other;
        return string.Join(' ', words);
    }

    private string Typo(string name)
    {
        if (name.Length < 2)
        {
            return name;
        }

        int at = rng.Next(name.Length - 1);
        char letter = Letters[rng.Next(Letters.Length)];
        return rng.Next(4) switch
        {
            0 => name[..at] + letter + name[(at + 1)..],
            1 => name[..at] + name[(at + 1)..],
            2 => name[..at] + letter + name[at..],
            _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
        };
    }

    private bool Slips(double rate, string? tag)
    {
        bool slips = rng.Chance(rate * options.Errors);
        if (slips && tag is not null)
        {
            _tags.Add(tag);
        }

        return slips;
    }
}
