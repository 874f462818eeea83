using Uso.Mis;

namespace Uso.Benchmarks.Year;

/// <summary>What happens to people on a school day, at about the rates of an English LA, and what that leaves for later days.</summary>
internal sealed class Churn(TruthWorld world)
{
    private const int SteadyDays = 8;

    private readonly Dictionary<int, List<Action>> _later = [];
    private readonly Dictionary<string, int> _events = [];

    /// <summary>When a person's row was last missing, or new: no row is missing day after day while the person is there, or the absence would be the truth to anybody.</summary>
    private readonly Dictionary<int, int> _unsteady = [];

    public IReadOnlyDictionary<string, int> Events => _events;

    /// <summary>People whom today's exports lack though they are there: a row that somebody is at work on.</summary>
    public HashSet<int> Glitches { get; } = [];

    public void Note(string what) => _events[what] = _events.GetValueOrDefault(what) + 1;

    /// <param name="calm">Nothing new begins; what is under way goes on.</param>
    public void Day(int day, DateOnly date, bool calm)
    {
        Glitches.Clear();
        if (_later.Remove(day, out var due))
        {
            due.ForEach(act => act());
        }

        if (calm)
        {
            return;
        }

        foreach (var school in world.Schools)
        {
            foreach (var post in school.Posts.Values.ToList())
            {
                if (world.Rng.Chance(0.0016))
                {
                    Happen(school, post, day, date);
                }
            }

            if (world.Rng.Chance(0.12))
            {
                var year = world.Rng.Next(school.FirstYear, school.LastYear + 1);
                school.Add(world.NewPupil(school, year, hasUpn: !world.Rng.Chance(0.1)), year, world.Reg(year), date, world.NextOrder());
                Note("joiners");
            }
        }
    }

    private void Happen(TruthSchool school, Post post, int day, DateOnly date)
    {
        var staff = post.Person.Kind is PersonKind.Staff;
        switch (world.Rng.Next(16))
        {
            case < 3 when !staff && !IsElsewhere(school, post):
                Move(school, post, day, date);
                break;
            case < 6 when staff:
                school.Posts.Remove(post.Person.Number);
                school.Add(world.NewStaff(), 0, null, date, world.NextOrder());
                Note("staffChanges");
                break;
            case < 6:
                Leave(school, post, day);
                break;
            case < 8:
                post.Person.LastName = world.NewStaff().LastName;
                Note("renames");
                break;
            case < 9 when !staff:
                post.Person.PreferredFirstName = post.Person.PreferredFirstName is null ? "Bo" : null;
                Note("preferredNames");
                break;
            case < 11 when post.Person.UpnOnFile != post.Person.Upn:
                post.Person.UpnOnFile = post.Person.Upn;
                Note("upnCorrections");
                break;
            case 11 when !staff:
                post.Person.Born = post.Person.Born.AddDays(1);
                Note("birthDateCorrections");
                break;
            case 12 when !staff:
                school.Posts[post.Person.Number] = post with { Reg = world.Reg(post.Year) };
                Note("regChanges");
                break;
            default:
                if (day - _unsteady.GetValueOrDefault(post.Person.Number, -SteadyDays) >= SteadyDays)
                {
                    _unsteady[post.Person.Number] = day;
                    Glitches.Add(post.Person.Number);
                    Note("glitches");
                }

                break;
        }
    }

    private bool IsElsewhere(TruthSchool school, Post post) =>
        world.Schools.Any(other => other != school && other.Posts.ContainsKey(post.Person.Number));

    private void Move(TruthSchool from, Post post, int day, DateOnly date)
    {
        var to = world.Schools.Where(school => school != from && school.Primary == from.Primary).ToList();
        if (to.Count == 0)
        {
            return;
        }

        // The new school's row may come days before the old one's goes, or after it.
        var school = world.Rng.Pick(to);
        var number = post.Person.Number;
        Later(day + 1 + world.Rng.Next(4), () => school.Add(post.Person, post.Year, world.Reg(post.Year), date, world.NextOrder()));
        Later(day + 1 + world.Rng.Next(9), () => from.Posts.Remove(number));
        Note("moves");
    }

    private void Leave(TruthSchool school, Post post, int day)
    {
        school.Posts.Remove(post.Person.Number);
        Note("leavers");
        if (world.Rng.Chance(0.25))
        {
            Note("returners");
            var back = day + world.Rng.Next(1, 25);
            Later(back, () =>
            {
                _unsteady[post.Person.Number] = back;
                if (!IsElsewhere(school, post))
                {
                    var misId = world.Rng.Chance(0.8) ? post.MisId : school.NewId(post.Person);
                    school.Posts[post.Person.Number] = post with { MisId = misId, Order = world.NextOrder() };
                }
            });
        }
    }

    private void Later(int day, Action act)
    {
        if (!_later.TryGetValue(day, out var acts))
        {
            _later[day] = acts = [];
        }

        acts.Add(act);
    }

    /// <summary>Everything that is under way happens now: the term ends.</summary>
    public void Finish()
    {
        foreach (var day in _later.Keys.Order().ToList())
        {
            _later.Remove(day, out var due);
            due!.ForEach(act => act());
        }
    }
}
