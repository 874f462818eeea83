using Orleans;
using Uso.GrainInterfaces;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Year;

/// <summary>At the end every account equals the truth: who has one, at which schools, and what it says of the person.</summary>
internal sealed class FinalCheck(TruthWorld world, Judge judge, IGrainFactory grains, Action<string> log)
{
    private readonly Dictionary<string, int> _off = [];

    public async Task<IReadOnlyDictionary<string, int>> RunAsync()
    {
        var expected = new Dictionary<string, (TruthPerson Person, Post Post, HashSet<string> Schools)>();
        foreach (var school in world.Schools)
        {
            var entries = (await Judge.RosterAsync(grains, school.Urn)).ToDictionary(entry => (entry.Kind, entry.MisId));
            foreach (var post in school.Posts.Values)
            {
                Check(school, post, entries, expected);
            }

            foreach (var entry in entries.Values.Where(entry => entry.Status is RosterStatus.Allocated && entry.MissingSince is null))
            {
                if (Judge.WhoIs(school, entry) is not { } person || !school.Posts.ContainsKey(person.Number))
                {
                    Off("allocated-but-not-there", school.Urn, entry.MisId);
                }
            }
        }

        await CheckAccountsAsync(expected);
        return _off;
    }

    private void Check(
        TruthSchool school,
        Post post,
        Dictionary<(AccountKind, string), RosterEntry> entries,
        Dictionary<string, (TruthPerson Person, Post Post, HashSet<string> Schools)> expected)
    {
        var kind = post.Person.Kind is Mis.PersonKind.Pupil ? AccountKind.Pupil : AccountKind.Staff;
        if (judge.AccountOf(post.Person) is not { } username)
        {
            Off("no-account", school.Urn, post.MisId);
            return;
        }

        if (!world.SchoolsOf(post.Person).Contains(school))
        {
            return;
        }

        var entry = entries.GetValueOrDefault((kind, post.MisId));
        if (entry is not { Status: RosterStatus.Allocated } || entry.Username != username)
        {
            Off($"roster-{entry?.Status.ToString() ?? "has-nobody"}-{entry?.DecidedBy}", school.Urn, post.MisId);
            return;
        }

        if (kind is AccountKind.Pupil && entry.RegistrationGroup != post.Reg)
        {
            Off("registration-group", school.Urn, post.MisId);
        }

        if (!expected.TryGetValue(username, out var known))
        {
            expected[username] = known = (post.Person, post, []);
        }

        known.Schools.Add(school.Urn);
    }

    private async Task CheckAccountsAsync(Dictionary<string, (TruthPerson Person, Post Post, HashSet<string> Schools)> expected)
    {
        foreach (var some in expected.Chunk(500))
        {
            var users = await Task.WhenAll(some.Select(one => grains.User(Username.Parse(one.Key)).GetAsync()));
            foreach (var (user, (username, truth)) in users.Zip(some))
            {
                var row = SchoolExports.Row(truth.Post);
                if (!truth.Schools.SetEquals(user!.Memberships.Where(one => one.Until is null).Select(one => one.Urn)))
                {
                    Off("memberships", string.Join('+', truth.Schools), username);
                }

                if (!IsSame(user.Identity, row))
                {
                    Off("identity", string.Join('+', truth.Schools), username);
                }
            }
        }
    }

    private static bool IsSame(PersonIdentity identity, SampleRow row) =>
        identity.LegalFirstName == row.FirstName
        && identity.LegalLastName == row.LastName
        && identity.DateOfBirth == row.DateOfBirth
        && identity.Upn == row.Upn
        && identity.PreferredFirstName == (row.PreferredFirstName == row.FirstName ? null : row.PreferredFirstName);

    private void Off(string what, string where, string who)
    {
        _off[what] = _off.GetValueOrDefault(what) + 1;
        if (_off[what] <= 3)
        {
            log($"off: {what} {where} {who}");
        }
    }
}
