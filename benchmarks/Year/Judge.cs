using System.Collections.Immutable;
using Orleans;
using Uso.GrainInterfaces;
using Uso.Mis;

namespace Uso.Benchmarks.Year;

/// <summary>Watches what runs do, and knows who is who: every account that anybody got, and every one that was taken away.</summary>
internal sealed class Judge(TruthWorld world, IGrainFactory grains, Action<string> log)
{
    private readonly Dictionary<int, string> _accounts = [];
    private readonly Dictionary<string, int> _owners = [];

    public int FalseUnallocations { get; private set; }

    public int FalseMerges { get; private set; }

    public int Duplicates { get; private set; }

    public int Accounts => _owners.Count;

    /// <summary>The account of a person, as the data manager finds it in the list of users.</summary>
    public string? AccountOf(TruthPerson person) => _accounts.GetValueOrDefault(person.Number);

    /// <summary>Takes in what a run did.</summary>
    /// <param name="held">True: the part that was approved after being held; false: the part that flowed.</param>
    public async Task SeeAsync(TruthSchool school, RunStatus run, bool held)
    {
        var created = false;
        for (var offset = 0; offset < run.Planned;)
        {
            var page = await grains.SyncRun(new RunKey(Urn.Parse(school.Urn), run.RunId)).GetPlanAsync(offset, 500);
            offset += page.Length;
            foreach (var item in page.Where(item => item.Held == held))
            {
                created |= item.Action is PlanAction.Create;
                See(school, run, item);
            }
        }

        if (created)
        {
            // A proposed username may have been taken: the roster says which one it became.
            foreach (var entry in (await RosterAsync(grains, school.Urn)).Where(entry => entry is { Username: not null, Status: RosterStatus.Allocated }))
            {
                if (WhoIs(school, entry) is { } person)
                {
                    Got(person, entry.Username!, school, run, "roster");
                }
            }
        }
    }

    public static async Task<ImmutableArray<RosterEntry>> RosterAsync(IGrainFactory grains, string urn)
    {
        var roster = grains.Roster(Urn.Parse(urn));
        var header = await roster.GetHeaderAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, header.Pages).Select(roster.GetPageAsync));
        return [.. pages.SelectMany(page => page.Entries)];
    }

    public static TruthPerson? WhoIs(TruthSchool school, RosterEntry entry) => school.WhoIs(KindOf(entry.Kind), entry.MisId);

    public static PersonKind KindOf(AccountKind kind) => kind is AccountKind.Pupil ? PersonKind.Pupil : PersonKind.Staff;

    private void See(TruthSchool school, RunStatus run, PlanItem item)
    {
        if (WhoIs(school, item.Entry) is not { } person || !IsAbout(item.Entry, person))
        {
            return;
        }

        switch (item.Action)
        {
            case PlanAction.Link or PlanAction.Move or PlanAction.Restore:
                Got(person, item.Entry.Username!, school, run, item.Reason);
                break;
            case PlanAction.Unallocate when world.SchoolsOf(person).Contains(school):
                FalseUnallocations++;
                log($"false unallocation: {school.Urn} {run.RunId} {item.Entry.Kind} {item.Entry.MisId} since {item.Before?.MissingSince:O} {item.Reason}, export {school.LastExport}");
                break;
        }
    }

    /// <summary>Another school's file names other people by the same MIS ids.</summary>
    public static bool IsAbout(RosterEntry entry, TruthPerson person) =>
        entry.Identity.DateOfBirth == person.Born || entry.Identity.LegalFirstName == person.FirstName;

    private void Got(TruthPerson person, string username, TruthSchool school, RunStatus run, string why)
    {
        if (_owners.TryGetValue(username, out var owner) && owner != person.Number)
        {
            FalseMerges++;
            log($"false merge: {school.Urn} {run.RunId} {username} {why}");
            return;
        }

        if (_accounts.TryGetValue(person.Number, out var known) && known != username)
        {
            if (_owners.TryAdd(username, person.Number))
            {
                Duplicates++;
                log($"duplicate: {school.Urn} {run.RunId} {username} beside {known} {why}");
            }

            return;
        }

        _owners[username] = person.Number;
        _accounts[person.Number] = username;
    }
}
