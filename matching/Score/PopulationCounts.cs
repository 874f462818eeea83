using Uso.Matching.Compare;
using Uso.Matching.Normalise;

namespace Uso.Matching.Score;

/// <summary>How many pupils of an index have a first name, a last name, a date of birth, a school. Staff are not scored.</summary>
internal sealed class PopulationCounts
{
    // Until about so many pairs of people are known, birthdays are taken to be spread over a school life.
    private const double DaysOfSchoolLife = 14 * 365;
    private const double SomePairs = SomeSchools * SomeSchools;

    // Until about so many people are known, a school is taken to be of typical size.
    private const double SomeSchools = 1000;
    private readonly Dictionary<int, int> _dates = [];
    private readonly Dictionary<int, int> _schools = [];
    private readonly NameCount _none = new();
    private int _people;
    private int _dated;
    private double _sharing;

    internal void Add(in Identity person, int one)
    {
        if (person.Kind != MatchKind.Pupil)
        {
            return;
        }

        _people += one;
        Count(person.First).AsFirst += one;
        Count(person.Last).AsLast += one;
        CountDate(person.DateOfBirth, one);
        _schools[person.School] = _schools.GetValueOrDefault(person.School) + one;
    }

    private void CountDate(int date, int one)
    {
        int before = _dates.GetValueOrDefault(date);
        _dates[date] = before + one;
        if (date >= 0)
        {
            _dated += one;
            _sharing += one > 0 ? before : -(before - 1);
        }
    }

    // Over how many days birthdays are spread, by how many pairs of people share one: a date nobody has yet is no rarer than one of them.
    private double Days => ((_dated * (_dated - 1.0) / 2) + SomePairs) / (_sharing + (SomePairs / DaysOfSchoolLife));

    internal int AtSchool(int school) => _schools.GetValueOrDefault(school);

    // The form of no name is shared by all indexes.
    private NameCount Count(NameForm name) => name.IsEmpty ? _none : name.Count;

    /// <summary>The frequencies of a pair.</summary>
    /// <param name="bothNames">Others whose two names sound like the record's.</param>
    internal Frequencies Of(in Identity record, in Identity account, double bothNames, Parameters p)
    {
        double people = Math.Max(_people, 1);
        return new Frequencies(
            people,
            Share(Math.Max(record.First.Count.AsFirst, account.First.Count.AsFirst), p.Typical.FirstName),
            Share(Math.Max(record.Last.Count.AsLast, account.Last.Count.AsLast), p.Typical.LastName),
            Share(record.First.Count.AsLast, p.Typical.LastName),
            Share(record.Last.Count.AsFirst, p.Typical.FirstName),
            bothNames,
            (_dates.GetValueOrDefault(account.DateOfBirth) + 1) / (people + Days),
            (_schools.GetValueOrDefault(account.School) + (SomeSchools * p.Typical.School)) / (people + SomeSchools));

        // A small population says little about a name: it is taken to be as common as typical until many people are known.
        double Share(int count, double typical) => Math.Max(count - 1 + p.SeenOnce, p.SeenOnce) / (people + (p.SeenOnce / typical));
    }
}
