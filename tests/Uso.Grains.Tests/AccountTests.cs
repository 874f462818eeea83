using Uso.GrainInterfaces;
using static Uso.Grains.Tests.Children;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What people decide about accounts: exclusions, accounts that no export backs, values set over the MIS's.</summary>
public sealed class AccountTests
{
    private const string A = "999001";
    private const string B = "999002";

    [Fact]
    public async Task ExcludedPersonWithAnAccount_IsListed_AndKeepsItUntilAPersonDecides()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "2", Reason = "asked for by the family" });

        await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Year = "Y5" }));
        var listed = Assert.Single((await region.Roster(A).QueryAsync(new RosterQuery { Excluded = true })).Entries);
        Assert.Equal((RosterStatus.Allocated, "asked for by the family", "desk"), (listed.Status, listed.Exclusion!.Reason, listed.Exclusion.By));
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);

        await region.DoAsync(A, Hand(HandActionType.Unallocate, "2"));
        Assert.Equal(RosterStatus.Excluded, (await region.PupilAsync(A, "2"))!.Status);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);
        var next = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        Assert.Equal((1, 0), (next.Pupils.Excluded, next.Pupils.Restored));
    }

    [Fact]
    public async Task ExcludedByNameAndDate_BeforeAnyExportHadThem_NeverGetsAnAccount()
    {
        await using var region = await StartAsync();
        var who = new PersonIdentity { LegalFirstName = "quentin", LegalLastName = "ZHANG", DateOfBirth = new DateOnly(2013, 6, 7) };
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, Identity = who, Reason = "not to be in the system" });

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl));
        Assert.Equal((0, 1), (run.Pupils.Created, run.Pupils.Excluded));
        var entry = (await region.PupilAsync(A, "3"))!;
        Assert.Equal((RosterStatus.Excluded, null, "not to be in the system"), (entry.Status, entry.Username, entry.Exclusion!.Reason));

        // Under another id too, and nobody who only shares the name.
        var other = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl with { Id = "33" }, Carl with { Id = "34", Born = "2012-01-02" }));
        Assert.Equal((1, 1), (other.Pupils.Created, other.Pupils.Excluded));
    }

    [Fact]
    public async Task ExcludedByName_WhoHasAnAccount_IsMarkedAndNotRemoved_AndIncludedAgain()
    {
        await using var region = await StartAsync();
        var who = new PersonIdentity { LegalFirstName = "Ben", LegalLastName = "Pemberton", DateOfBirth = new DateOnly(2014, 11, 12) };
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, Identity = who, Reason = "asked for" });
        Assert.Equal(2, (await region.Roster(A).QueryAsync(new RosterQuery { Excluded = true })).Total);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);

        await region.DoAsync(A, Hand(HandActionType.Include, "2"));
        Assert.Null((await region.PupilAsync(A, "2"))!.Exclusion);
    }

    [Fact]
    public async Task NonMisAccount_IsKeptUntilADay_ThenUnallocatedByTheNight()
    {
        await using var region = await StartAsync();
        var identity = new PersonIdentity { LegalFirstName = "Nkechi", LegalLastName = "Quigley", DateOfBirth = new DateOnly(2014, 5, 6) };
        await region.DoAsync(A, new HandAction { Type = HandActionType.Request, Kind = AccountKind.Pupil, Identity = identity });
        var account = Assert.Single((await region.Roster(A).QueryAsync(new RosterQuery { NonMis = true })).Entries);

        await region.DoAsync(A, Hand(HandActionType.Keep, account.MisId) with { Until = new DateOnly(2026, 9, 10), Reason = "exchange pupil" });
        Region.Refused(ProblemCodes.CaseDecided, Refusal(await region.DoAsync(A, Hand(HandActionType.Keep, "1") with { Reason = "in the export" })));
        await region.NightAsync(A);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("nquigley.899")).Status);

        await region.NextDayAsync(4);
        await region.NightAsync(A);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("nquigley.899")).Status);
        Assert.Equal("keep-over", (await region.Roster(A).GetEntryAsync(AccountKind.Pupil, account.MisId))!.DecidedBy);
    }

    [Fact]
    public async Task NonMisAccount_IsLinkedToAnOpenCase_AndIsOneAccountThen()
    {
        await using var region = await StartAsync();
        var identity = new PersonIdentity { LegalFirstName = "Nkechi", LegalLastName = "Quigley", DateOfBirth = new DateOnly(2014, 5, 6) };
        await region.DoAsync(A, new HandAction { Type = HandActionType.Request, Kind = AccountKind.Pupil, Identity = identity });
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, new Pupil("77", "Ifeoma", "Quigley", "2014-05-06")));
        Assert.Equal(1, run.Pupils.Review);

        await region.DoAsync(A, Hand(HandActionType.Match, "77") with { Username = "nquigley.899" });

        Assert.Equal("77", Assert.Single((await region.EntriesAsync(A)).Where(entry => entry.Username == "nquigley.899")).MisId);
        Assert.Equal(0, (await region.Roster(A).QueryAsync(new RosterQuery { NonMis = true })).Total);
    }

    [Fact]
    public async Task RequestWithAStartDate_IsAFutureStarter_AndLinksByItselfWhenTheExportComes()
    {
        await using var region = await StartAsync();
        var identity = new PersonIdentity { LegalFirstName = "Nkechi", LegalLastName = "Quigley", DateOfBirth = new DateOnly(2014, 5, 6) };
        await region.DoAsync(A, new HandAction { Type = HandActionType.Request, Kind = AccountKind.Pupil, Identity = identity, StartDate = new DateOnly(2026, 9, 14) });
        Assert.Equal(UserStatus.Future, (await region.UserAsync("nquigley.899")).Status);

        await region.NextDayAsync(7);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("nquigley.899")).Status);
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, new Pupil("77", "Nkechi", "Quigley", "2014-05-06")));
        Assert.Equal((1, 0), (run.Pupils.Linked, run.Pupils.Created));
        Assert.Equal("nquigley.899", (await region.PupilAsync(A, "77"))!.Username);
    }

    [Fact]
    public async Task RestoredByHand_IsNotUnallocatedAgainByAbsence_AndTheMisTakesOverWhenItHasThem()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.DoAsync(A, Hand(HandActionType.Restore, "2") with { Reason = "still taught here" });

        for (var day = 0; day < 6; day++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y" + day }));
        }

        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
        Assert.Equal("2", Assert.Single((await region.Roster(A).QueryAsync(new RosterQuery { NonMis = true })).Entries).MisId);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        Assert.Equal((null, null), ((await region.PupilAsync(A, "2"))!.Keep, (await region.PupilAsync(A, "2"))!.MissingSince));
    }

    [Fact]
    public async Task Override_IsNotUndoneByALaterExport_AndShowsWhatTheMisSaysSinceWhen()
    {
        await using var region = await StartAsync();
        var run = await OverrideAsync(region, new FieldEdit { Field = IdentityField.LegalLastName, Value = "Okafor-Brown" });
        Assert.Equal((RunPhase.Complete, 1), (run.Phase, run.Applied));

        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Okafour" }, Ben));
        await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Okafour", Year = "Y6" }, Ben));

        var user = await region.UserAsync("aokafor.899");
        Assert.Equal("Okafor-Brown", user.Identity.LegalLastName);
        var one = Assert.Single(user.Overrides);
        Assert.Equal(
            ("Okafor-Brown", "Okafour", new DateOnly(2026, 9, 8), "desk", "as on the birth certificate"),
            (one.Value, one.MisValue, one.MisSince, one.By, one.Reason));
        Assert.Equal("Okafor-Brown", Assert.Single((await region.Roster(A).QueryAsync(new RosterQuery { Text = "okafor-b" })).Entries).Identity.LegalLastName);

        await region.DoAsync(A, Hand(HandActionType.ClearOverride, "1"));
        Assert.Equal(("Okafour", 0), ((await region.UserAsync("aokafor.899")).Identity.LegalLastName, (await region.UserAsync("aokafor.899")).Overrides.Length));
    }

    [Fact]
    public async Task Override_EndsAfterItsLastDay_WithTheNextRun()
    {
        await using var region = await StartAsync();
        await OverrideAsync(region, new FieldEdit { Field = IdentityField.PreferredFirstName, Value = "Addie" }, until: new DateOnly(2026, 9, 9));
        await region.NextDayAsync(2);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        Assert.Equal("Addie", (await region.UserAsync("aokafor.899")).Identity.PreferredFirstName);

        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ben, Ada));
        Assert.Equal((null, 0), ((await region.UserAsync("aokafor.899")).Identity.PreferredFirstName, (await region.UserAsync("aokafor.899")).Overrides.Length));
    }

    [Fact]
    public async Task Override_GoesWithThePupilToTheNextSchool_AndIsUndoneAsARun()
    {
        await using var region = await StartAsync();
        var run = await OverrideAsync(region, new FieldEdit { Field = IdentityField.PreferredFirstName, Value = "Addie" });
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77" }, Carl));
        Assert.Equal("Addie", (await region.PupilAsync(B, "77"))!.Identity.PreferredFirstName);
        Assert.Equal("Addie", (await region.UserAsync("aokafor.899")).Identity.PreferredFirstName);

        // What moved on since is left.
        Assert.Equal(1, (await region.UndoAsync(A, run.RunId)).Left);

        await using var again = await StartAsync();
        run = await OverrideAsync(again, new FieldEdit { Field = IdentityField.PreferredFirstName, Value = "Addie" });
        await again.UndoAsync(A, run.RunId);
        Assert.Equal((null, 0), ((await again.UserAsync("aokafor.899")).Identity.PreferredFirstName, (await again.UserAsync("aokafor.899")).Overrides.Length));
    }

    [Fact]
    public async Task Override_CountsInMatching()
    {
        await using var region = await StartAsync();
        await OverrideAsync(region, new FieldEdit { Field = IdentityField.LegalLastName, Value = "Featherstone" });
        await region.AddSchoolAsync(B);

        var run = await region.SyncAsync(B, new SimsExport().With(new Pupil("77", "Ada", "Featherstone", "2015-03-02", Ada.Upn), Carl));

        Assert.Equal(1, run.Pupils.Moved);
        Assert.Equal("aokafor.899", (await region.PupilAsync(B, "77"))!.Username);
    }

    [Fact]
    public async Task History_HasEveryChange_WithRunRulePersonOldAndNew()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown" }, Ben));
        await OverrideAsync(region, new FieldEdit { Field = IdentityField.LegalLastName, Value = "Okafor" });

        var history = await region.Grains.User(Username.Parse("aokafor.899")).GetHistoryAsync();

        Assert.Equal(["Update", "Update", "Create"], history.Select(happened => happened.Action));
        Assert.Equal(("by-hand", "desk"), (history[0].Reason, history[0].By));
        Assert.Contains(history[0].Values, value => value is { Field: "legalLastName", Old: "Brown", New: "Okafor" });
        Assert.Contains(history[0].Values, value => value is { Field: "override:legalLastName", Old: null, New: "Okafor" });
        Assert.Equal((run.RunId, "row-changed"), (history[1].RunId, history[1].Reason));
        Assert.Equal(("legalLastName", "Okafor", "Brown"), (history[1].Values.Single().Field, history[1].Values.Single().Old, history[1].Values.Single().New));
        Assert.Contains(history[2].Values, value => value is { Field: "status", Old: null, New: "Active" });
    }

    [Fact]
    public async Task Search_OrdersByTheLatestMoveOrCreation_NotByOtherChanges()
    {
        await using var region = await StartAsync();
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl));
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown" }, Ben with { Id = "22" }, Carl));

        var newest = await region.Roster(A).QueryAsync(new RosterQuery { Status = RosterStatus.Allocated, NewestFirst = true });

        Assert.Equal(["3", "1", "22"], newest.Entries.Select(entry => entry.MisId));
        Assert.Equal("1", Assert.Single((await region.Roster(A).QueryAsync(new RosterQuery { Text = "no such", Members = ["aokafor.899"] })).Entries).MisId);
    }

    private static HandAction Hand(HandActionType type, string misId) => new() { Type = type, Kind = AccountKind.Pupil, MisId = misId };

    private static Outcome<Done> Refusal(RunStatus run)
    {
        Assert.Equal(RunPhase.Refused, run.Phase);
        return run.Problem!;
    }

    private static Task<RunStatus> OverrideAsync(Region region, FieldEdit edit, DateOnly? until = null) =>
        region.DoAsync(A, Hand(HandActionType.Override, "1") with { Fields = [edit], Until = until, Reason = "as on the birth certificate" });

    private static Task<Region> StartAsync() => Region.StartAsync(A, Ada, Ben);
}
