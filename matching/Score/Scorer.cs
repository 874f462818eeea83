using Uso.Matching.Compare;

namespace Uso.Matching.Score;

/// <summary>
/// The weight of evidence that record and account are one person (Fellegi and Sunter), in bits: log2 of how likely the comparison is for one
/// person over how many other people - strangers, siblings, twins - would compare so. 0 is even odds, and even odds is the prior: a record is
/// taken to have an account as often as not, and the other people are at least a typical area's, however few accounts are known. The rarer a name, a birthday, a school in the population, the more its agreement says.
/// </summary>
internal sealed class Scorer
{
    // Among so few, a name that many share is a family or a test, not a share of the area.
    private const double FewPeople = 1000;
    private readonly Field _first;
    private readonly Field _last;
    private readonly Field _date;
    private readonly Field _upn;
    private readonly Parameters _p;
    private readonly Frequencies _typical;

    // In a smaller population a pair of names seen once is as common as two typical names.
    private readonly double _enough;

    internal Scorer(Parameters parameters)
    {
        _p = parameters;
        _first = Field.Of(parameters.FirstName);
        _last = Field.Of(parameters.LastName);
        _date = Field.Of(parameters.DateOfBirth);
        _upn = Field.Of(parameters.Upn);
        TypicalFrequencies t = parameters.Typical;
        _enough = parameters.SeenOnce / (t.FirstName * t.LastName * parameters.NamesTogether);
        _typical = new Frequencies(t.Population, t.FirstName, t.LastName, t.FirstName, t.LastName, 0, t.DateOfBirth, t.School);
    }

    internal static Scorer Current => Embedded.Scorer;

    internal Parameters Parameters => _p;

    /// <summary>The bits of a pair outside any population.</summary>
    internal double Bits(in Comparison c) => Bits(c, _typical);

    internal double Bits(in Comparison compared, in Frequencies f)
    {
        // A 1 January that differs from the other date says "not known".
        Comparison c = compared.FirstOfJanuary && compared.Date != DateLevel.Same ? compared with { Date = DateLevel.Missing } : compared;
        double match = Names(c, _first.Match, _last.Match, _p.Swapped["match"]) * _date.Match[(int)c.Date] * _upn.Match[(int)c.Upn] * School(c, _p.SameSchool["match"]);
        double strangers = Math.Max(f.People, _p.Typical.Population) * StrangersNames(c, f) * StrangersDate(c, f) * StrangersUpn(c, f) * School(c, f.School);
        double siblings = _p.Siblings * Names(c, _first.Sibling, _last.Sibling, _p.Swapped["sibling"]) * _date.Sibling[(int)c.Date] * _upn.Sibling[(int)c.Upn]
            * School(c, _p.SameSchool["sibling"]);
        double twins = _p.Twins * Names(c, _first.Twin, _last.Twin, _p.Swapped["twin"]) * _date.Twin[(int)c.Date] * _upn.Twin[(int)c.Upn]
            * School(c, _p.SameSchool["twin"]);
        return Math.Log2(match / (strangers + siblings + twins));
    }

    private static double Names(in Comparison c, double[] first, double[] last, double swapped) =>
        c.Swapped ? swapped : first[(int)c.First] * last[(int)c.Last] * (1 - swapped);

    private static double School(in Comparison c, double same) => c.SameSchool ? same : 1 - same;

    private double StrangersNames(in Comparison c, in Frequencies f)
    {
        if (c.Swapped)
        {
            return Together(f.FirstNameAsLast * f.LastNameAsFirst, f);
        }

        if (c.NamesSame)
        {
            return Both(f.People * f.FirstName * f.LastName * _p.NamesTogether, f);
        }

        double first = Stranger(_first, c.First, f.FirstName);
        double last = Stranger(_last, c.Last, f.LastName);
        return c.First == NameLevel.Missing || c.Last == NameLevel.Missing || !c.NamesNear ? first * last : Together(first * last, f);
    }

    // Two names that agree by chance: by what is expected of each, or by those that are here, whichever is more.
    private double Together(double chance, in Frequencies f) => Math.Min(1, Math.Max(chance * _p.NamesTogether, Both(0, f)));

    // Those who are here, and how many more there would be: as for any pair seen once, or as the two names' commonness has it, at most one.
    private double Both(double expected, in Frequencies f) => Math.Min(1, (f.BothNames / Math.Max(f.People, FewPeople))
        + (Math.Max(_p.SeenOnce, expected / (1 + expected)) / Math.Max(f.People, _enough)));

    // A common name has more others near it, too.
    private static double Stranger(Field field, NameLevel level, double frequency) => level switch
    {
        NameLevel.Missing => 1,
        NameLevel.Different => field.Stranger[(int)level],
        NameLevel.Same => frequency,
        _ => Math.Max(field.Stranger[(int)level], frequency),
    };

    private double StrangersDate(in Comparison c, in Frequencies f) => c.Date switch
    {
        DateLevel.Missing or DateLevel.MissingOnBoth => 1,
        DateLevel.Same => f.DateOfBirth,
        DateLevel.Different => _date.Stranger[(int)c.Date],
        _ => Math.Max(_date.Stranger[(int)c.Date], f.DateOfBirth),
    };

    private double StrangersUpn(in Comparison c, in Frequencies f) =>
        c.Upn is UpnRelation.Same or UpnRelation.SameWeak ? _upn.Stranger[(int)c.Upn] / Math.Max(f.People, 1) : _upn.Stranger[(int)c.Upn];

    private static class Embedded
    {
        internal static readonly Scorer Scorer = new(Parameters.Current);
    }

    /// <summary>A field's parameters by level; 1 where a level says nothing.</summary>
    private sealed record Field(double[] Match, double[] Stranger, double[] Sibling, double[] Twin)
    {
        internal static Field Of<TLevel>(FieldParameters<TLevel> p)
            where TLevel : struct, Enum => new(ByLevel(p.Match), ByLevel(p.Stranger), ByLevel(p.Sibling), ByLevel(p.Twin));

        private static double[] ByLevel<TLevel>(Dictionary<TLevel, double> values)
            where TLevel : struct, Enum => [.. Enum.GetValues<TLevel>().Select(level => values.GetValueOrDefault(level, 1))];
    }
}
