using System.Globalization;
using Uso.Matching;
using Uso.Matching.Compare;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Match.World;

/// <summary>A child as it is, before anybody writes it down.</summary>
internal sealed record Child(int Family, string First, string Last, bool Girl, DateOnly Born, string Upn, string School, string Group, bool IsTwin)
{
    /// <summary>The temporary or mistyped UPN that the school had before it knew the right one.</summary>
    public string? UpnAtFirst { get; init; }
}

/// <summary>A record and what it truly is.</summary>
internal sealed record TrueRecord(MatchRecord Record, Child Child, string? Account, string Tags);

/// <summary>
/// Families with brothers, sisters and twins, their accounts, and a MIS's records of them with mistakes. The same seed makes the same world on
/// every machine.
/// </summary>
internal sealed class LinkageWorld
{
    private static readonly DateOnly FirstBirth = new(2006, 9, 1);
    private const int Days = 14 * 365;
    private readonly WorldOptions _options;
    private readonly Rng _rng;
    private readonly Dictionary<(string School, int Year), int> _serials = [];
    private readonly List<Child> _children = [];
    private readonly NameGroup[] _others = [.. NameGroups.All.Where(group => group.Name != "English")];

    private LinkageWorld(WorldOptions options) => (_options, _rng) = (options, new Rng(options.Seed));

    internal List<MatchAccount> Accounts { get; } = [];

    internal List<TrueRecord> Records { get; } = [];

    /// <summary>The child of each account, by the account's place.</summary>
    internal List<Child> Holders { get; } = [];

    internal IReadOnlyList<Child> Children => _children;

    internal static LinkageWorld Make(WorldOptions options)
    {
        var world = new LinkageWorld(options);
        for (int family = 0; world._children.Count < options.People; family++)
        {
            world.AddFamily(family);
        }

        world.WriteDown();
        return world;
    }

    private string School(Rng rng) =>
        (4000 + rng.Next(Math.Max(2, _options.People / _options.PeoplePerSchool))).ToString(CultureInfo.InvariantCulture);

    private NameGroup Group(Rng rng)
    {
        if (_options.Mix > 1 && rng.Chance(0.48 * (1 - (1 / _options.Mix))))
        {
            return _others[PickByWeight(rng)];
        }

        NameGroup group = NameGroups.Pick(rng);
        return _options.Mix < 1 && rng.Chance(1 - _options.Mix) ? NameGroups.All[0] : group;
    }

    private int PickByWeight(Rng rng)
    {
        double at = rng.NextDouble() * _others.Sum(group => group.Weight);
        for (int i = 0; i < _others.Length; i++)
        {
            at -= _others[i].Weight;
            if (at < 0)
            {
                return i;
            }
        }

        return 0;
    }

    private void AddFamily(int family)
    {
        Rng rng = _rng.Child((ulong)family);
        NameGroup group = Group(rng);
        string name = group.FamilyName(rng);
        string home = School(rng);
        int children = rng.Chance(0.55 * _options.Siblings) ? rng.Chance(0.3) ? 3 : 2 : 1;
        DateOnly born = FirstBirth.AddDays(rng.Next(Days));
        var names = new List<string>();
        for (int i = 0; i < children && born < FirstBirth.AddDays(Days); i++)
        {
            int atOnce = rng.Chance(0.015 * _options.Twins) ? 2 : 1;
            for (int j = 0; j < atOnce; j++)
            {
                bool girl = rng.Chance(0.49);
                string first = First(rng, group, girl, names, alikeTo: j == 1 && rng.Chance(0.25) ? names[^1] : null);
                names.Add(first);
                string school = rng.Chance(0.75) ? home : School(rng);
                _children.Add(new Child(
                    family, first, group.Form == NameForm.Single ? "" : group.SurnameOf(name, girl), girl, born, Upn(school, born), school, group.Name, atOnce == 2)
                {
                    UpnAtFirst = UpnAtFirst(rng, school, born),
                });
            }

            born = born.AddDays(450 + rng.Next(1100));
        }
    }

    // Brothers share Muhammad, never the whole name. Some parents of twins like the sound.
    private static string First(Rng rng, NameGroup group, bool girl, List<string> taken, string? alikeTo)
    {
        string best = "";
        double bestSound = -1;
        for (int i = 0, wanted = alikeTo is null ? 1 : 12; i < wanted;)
        {
            string name = group.FirstName(rng, girl);
            if (!girl && group.Name is "South Asian Muslim" or "Bengali" && !girl && rng.Chance(0.25))
            {
                name = $"{rng.Pick(["Muhammad", "Mohammed", "Mohammad"])} {name}";
            }
            else if (rng.Chance(0.03))
            {
                name = $"{name}-{rng.Pick(["Rose", "Mae", "Lee", "James", "Grace", "Jay"])}";
            }

            if (taken.Contains(name))
            {
                wanted = Math.Min(wanted + 1, 60);
                name += i > 50 ? " " + group.FirstName(rng, girl) : "";
                if (taken.Contains(name))
                {
                    i += wanted == 60 ? 1 : 0;
                    continue;
                }
            }

            double sound = alikeTo is null ? 0 : JaroWinkler.Similarity(name.ToLowerInvariant(), alikeTo.ToLowerInvariant());
            if (sound > bestSound)
            {
                (best, bestSound) = (name, sound);
            }

            i++;
        }

        return best.Length > 0 ? best : group.FirstName(rng, girl) + " " + group.FirstName(rng, girl);
    }

    private string? UpnAtFirst(Rng rng, string school, DateOnly born)
    {
        double which = rng.NextDouble() / Math.Max(_options.Errors, 0.001);
        return which < 0.02 ? Upns.Temporary(_options.La, school, born.Year + 5, rng.Next(100))
            : which < 0.025 ? Upns.WithWrongCheck(Upns.Permanent(_options.La, school, born.Year + 5, 1 + rng.Next(998)))
            : null;
    }

    private string Upn(string school, DateOnly born)
    {
        int year = born.AddMonths(4).Year + 4;
        int serial = _serials[(school, year)] = _serials.GetValueOrDefault((school, year)) + 1;
        return Upns.Permanent(_options.La, (int.Parse(school, CultureInfo.InvariantCulture) + (serial / 999 * 500)).ToString(CultureInfo.InvariantCulture), year, (serial % 999) + 1);
    }

    private void WriteDown()
    {
        for (int i = 0; i < _children.Count; i++)
        {
            Child child = _children[i];
            Rng rng = _rng.Child(1UL << 40 | (uint)i);
            string? username = null;
            if (!rng.Chance(_options.New))
            {
                username = string.Create(CultureInfo.InvariantCulture, $"a{i:0000000}");
                Accounts.Add(Account(rng, child, username));
                Holders.Add(child);
            }

            // Some have left, their accounts stay.
            if (username is null || !rng.Chance(0.06))
            {
                var writer = new Scribe(rng, _options, child, _children, i);
                Records.Add(new TrueRecord(writer.Write(string.Create(CultureInfo.InvariantCulture, $"m{i:0000000}")), child, username, writer.Tags));
            }
        }
    }

    private MatchAccount Account(Rng rng, Child child, string username)
    {
        bool ascii = rng.Chance(0.15);
        return new MatchAccount
        {
            Username = username,
            Kind = MatchKind.Pupil,
            FirstName = ascii ? Plain(child.First) : child.First,
            LastName = ascii ? Plain(child.Last) : child.Last,
            DateOfBirth = rng.Chance(0.0005 * _options.Errors) ? null : child.Born,
            Upn = rng.Chance(_options.NoUpn) ? null : child.UpnAtFirst is not null && rng.Chance(0.7) ? child.UpnAtFirst : child.Upn,
            School = rng.Chance(_options.Moved) ? School(rng) : child.School,
        };
    }

    // Hyphens stay, letters lose what they wear.
    internal static string Plain(string name) => string.Join('-', name.Split('-').Select(part => string.Join(' ', part.Split(' ').Select(word =>
    {
        string folded = AsciiFolding.Fold(word);
        return folded.Length == 0 ? word : char.ToUpperInvariant(folded[0]) + folded[1..];
    }))));
}
