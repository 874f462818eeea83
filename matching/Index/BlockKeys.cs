using System.Runtime.CompilerServices;
using Uso.Matching.Compare;
using Uso.Matching.Normalise;

namespace Uso.Matching.Index;

/// <summary>
/// The keys a person is found by. Each is selective by itself: a date of birth alone, or a surname alone, can be a whole town, so dates come with
/// the sound of a name, and the sounds of both names come with a year, a day and month, a date or a school. The sounds are unordered: exchanged
/// names meet.
/// </summary>
internal ref struct BlockKeys
{
    internal const int NoDate = -1;
    private Buffer _keys;
    private Buffer _kinds;

    internal int Count { get; private set; }

    internal readonly ulong Key(int index) => _keys[index];

    internal readonly BlockKind Kind(int index) => (BlockKind)_kinds[index];

    /// <summary>The keys under which a person is stored.</summary>
    internal static BlockKeys ToStore(in Identity person) => Build(person, probe: false);

    /// <summary>The keys of everybody whose names sound like a person's.</summary>
    internal static BlockKeys OfNames(in Identity person)
    {
        var keys = default(BlockKeys);
        int parts = Math.Max(1, person.Last.Sounds.Length);
        for (int i = 0; i < parts; i++)
        {
            keys.Add(BlockKind.Names, Hashing.Combine(Pair(person.First, person.Last, i), Tag(BlockKind.Names, (ulong)person.Kind)));
        }

        return keys;
    }

    /// <summary>The keys under which a record's candidates are sought.</summary>
    internal static BlockKeys ToProbe(in Identity record) => Build(record, probe: true);

    private static BlockKeys Build(in Identity person, bool probe)
    {
        var keys = default(BlockKeys);
        ulong kind = (ulong)person.Kind;
        if (person.Upn != 0)
        {
            keys.Add(BlockKind.Upn, Hashing.Combine(person.Upn, (ulong)BlockKind.Upn));
        }

        int date = person.DateOfBirth;
        bool telling = date >= 0 && !DateComparison.IsFirstOfJanuary(date);
        DateOnly day = date >= 0 ? DateOnly.FromDayNumber(date) : default;
        AddNames(ref keys, person, person.First, person.Last, kind, date, day, telling, probe);
        if (person.Others is { } others)
        {
            AddNames(ref keys, person, others.First ?? person.First, others.Last ?? person.Last, kind, date, day, telling, probe);
            if (others.First is not null && others.Last is not null)
            {
                AddNames(ref keys, person, others.First, person.Last, kind, date, day, telling, probe);
                AddNames(ref keys, person, person.First, others.Last, kind, date, day, telling, probe);
            }
        }

        return keys;
    }

    private static void AddNames(
        ref BlockKeys keys, in Identity person, NameForm first, NameForm last, ulong kind, int date, DateOnly day, bool telling, bool probe)
    {
        if (telling)
        {
            foreach (ulong sound in first.Sounds)
            {
                keys.Add(BlockKind.DateAndName, Hashing.Combine(Hashing.Combine(sound, (ulong)date), Tag(BlockKind.DateAndName, kind)));
            }

            foreach (ulong sound in last.Sounds)
            {
                keys.Add(BlockKind.DateAndName, Hashing.Combine(Hashing.Combine(sound, (ulong)date), Tag(BlockKind.DateAndName, kind)));
            }
        }

        // Parts of a name are parts of a pair: "Sara" of "George Sara" is not sought, "Hassan" of "Al-Hassan" is.
        int parts = Math.Max(1, last.Sounds.Length);
        for (int i = 0; i < parts; i++)
        {
            ulong pair = Pair(first, last, i);
            if (!probe || date < 0 || person.Kind == MatchKind.Staff)
            {
                keys.Add(BlockKind.Names, Hashing.Combine(pair, Tag(BlockKind.Names, kind)));
            }

            keys.Add(BlockKind.DateAndNames, Hashing.Combine(pair + (ulong)(date + 2), Tag(BlockKind.DateAndNames, kind)));
            keys.Add(BlockKind.SchoolAndNames, Hashing.Combine(pair + (ulong)(uint)person.School, Tag(BlockKind.SchoolAndNames, kind)));
            if (date < 0 || probe)
            {
                ulong name = last.IsEmpty ? 0 : last.Sounds[i];
                keys.Add(BlockKind.UndatedInSchool, Hashing.Combine(Hashing.Combine(name, (ulong)(uint)person.School), Tag(BlockKind.UndatedInSchool, kind)));
            }

            if (date >= 0)
            {
                if (probe)
                {
                    keys.Add(BlockKind.DateAndNames, Hashing.Combine(pair + (ulong)(NoDate + 2), Tag(BlockKind.DateAndNames, kind)));
                }

                keys.Add(BlockKind.YearAndNames, Hashing.Combine(pair + (ulong)day.Year, Tag(BlockKind.YearAndNames, kind)));
                keys.Add(BlockKind.DayAndNames, Hashing.Combine(pair + (ulong)((day.Month * 32) + day.Day), Tag(BlockKind.DayAndNames, kind)));
            }
        }
    }

    private static ulong Pair(NameForm first, NameForm last, int part)
    {
        ulong a = first.IsEmpty ? 0 : first.Sounds[0];
        ulong b = last.IsEmpty ? 0 : last.Sounds[part];
        return Hashing.Combine(Math.Min(a, b), Math.Max(a, b));
    }

    private static ulong Tag(BlockKind block, ulong kind) => ((ulong)block << 8) | kind;

    private void Add(BlockKind kind, ulong key)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_keys[i] == key)
            {
                return;
            }
        }

        // A name of dozens of words: the first ones find it.
        if (Count < Buffer.Size)
        {
            _kinds[Count] = (ulong)kind;
            _keys[Count++] = key;
        }
    }

    [InlineArray(Size)]
    private struct Buffer
    {
        internal const int Size = 40;
        private ulong _element;
    }
}
