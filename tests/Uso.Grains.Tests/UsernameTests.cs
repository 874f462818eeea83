using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Uso.GrainInterfaces;
using Uso.Matching;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class UsernameTests
{
    private const string A = "999001";

    [Fact]
    public async Task TwelveSchoolsAtOnce_WithManyOfOneName_GiveEachAnAccountOfTheirOwn()
    {
        await using var region = await Region.StartAsync();
        var urns = Enumerable.Range(0, 12).Select(i => (999100 + i).ToString(CultureInfo.InvariantCulture)).ToList();
        var first = new[] { "Jack", "Jasmine", "Jebediah", "Jocasta", "Justin", "Jyoti" };
        foreach (var urn in urns)
        {
            await region.AddSchoolAsync(urn);
        }

        await Task.WhenAll(urns.Select((urn, school) => region.SyncAsync(urn, new SimsExport().With([.. first.Select((name, i) => new Pupil(
            "p" + i, name, "Smith", new DateOnly(2010 + i, 1, 2).AddDays(school * 29).ToString("O", CultureInfo.InvariantCulture))) ]))));

        var usernames = (await Task.WhenAll(urns.Select(region.EntriesAsync))).SelectMany(entries => entries)
            .Where(entry => entry.Status is RosterStatus.Allocated).Select(entry => entry.Username!).ToList();
        Assert.True(usernames.Count > 36, $"{usernames.Count} accounts");
        Assert.Equal(usernames.Count, usernames.Distinct().Count());
        // A number is one person's: that of somebody who becomes a case meanwhile, since another school makes them at the same time, stays free for them.
        var people = urns.Count * first.Length;
        Assert.Subset(Enumerable.Range(0, people).Select(number => Username.Of("jsmith", number, LaCode.Parse("899")).Value).ToHashSet(), usernames.ToHashSet());
    }

    [Fact]
    public async Task UsernameOfAnUnallocatedPerson_IsNotGivenToAnother()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var stays = new Pupil("1", "Boris", "Zhang", "2014-01-02");
        await region.SyncAsync(A, new SimsExport().With(stays, new Pupil("2", "Jasper", "Smith", "2013-02-03")));
        await region.SyncAsync(A, new SimsExport().With(stays));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(stays));
        await region.Host.RestartAsync();

        await region.SyncAsync(A, new SimsExport().With(stays, new Pupil("3", "Jocasta", "Smith", "2011-05-06")));

        Assert.Equal("jsmith1.899", (await region.PupilAsync(A, "3"))!.Username);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("jsmith.899")).Status);
    }

    [Fact]
    public async Task DryRun_TakesNoNumber()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var export = new SimsExport().With(new Pupil("2", "Jasper", "Smith", "2013-02-03"));
        await region.SyncAsync(A, export, dryRun: true);

        await region.RunAsync(A, new StartRun { OperationId = "real" });

        Assert.Equal("jsmith.899", (await region.PupilAsync(A, "2"))!.Username);
    }

    [Fact]
    public async Task NamesThatDoNotFold_StillGetAnAccount()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        await region.SyncAsync(A, new SimsExport().With(
            new Pupil("1", "Łukasz", "Żółw", "2014-01-02"), new Pupil("2", "美玲", "陈", "2013-02-03"), new Pupil("3", "-", "Madonna", "2012-03-04")));

        Assert.All(await region.EntriesAsync(A), entry => Assert.True(Username.TryParse(entry.Username, out _)));
        Assert.Equal("lzolw.899", (await region.PupilAsync(A, "1"))!.Username);
        Assert.Equal("madonna.899", (await region.PupilAsync(A, "3"))!.Username);
    }

    [Fact]
    public async Task TakenUsername_IsTheOwners_WhoeverAsksAgain()
    {
        await using var region = await Region.StartAsync();
        var user = region.Grains.User(Username.Parse("jsmith.899"));
        var claim = new ClaimUser
        {
            Link = new MisLink { Urn = A, Kind = AccountKind.Pupil, MisId = "1" },
            Identity = new PersonIdentity { LegalFirstName = "Jane", LegalLastName = "Smith", DateOfBirth = new DateOnly(2014, 1, 2) },
            IsFuture = false,
            RunId = "r000001",
            Reason = "test",
            At = Region.Monday,
        };

        Assert.Equal(ClaimStatus.Claimed, await user.ClaimAsync(claim));
        Assert.Equal(ClaimStatus.AlreadyYours, await user.ClaimAsync(claim with { RunId = "r000002" }));
        Assert.Equal(ClaimStatus.Taken, await user.ClaimAsync(claim with { Link = claim.Link with { MisId = "2" } }));
        Assert.Equal(ClaimStatus.Taken, await user.ClaimAsync(claim with
        {
            Identity = new PersonIdentity { LegalFirstName = "Jude", LegalLastName = "Smith", DateOfBirth = new DateOnly(2012, 1, 2) },
        }));
        await region.Host.CrashAsync();
        Assert.Equal(ClaimStatus.AlreadyYours, await region.Grains.User(Username.Parse("jsmith.899")).ClaimAsync(claim));
    }

    [Fact]
    public void AnyNames_MakeAUsernameThatParses_Splits_AndCountsOn() => Prop.ForAll<string, string>((first, last) =>
    {
        var stem = UsernameRule.Base(first, last);
        var username = Username.Of(stem, 0, LaCode.Parse("899"));
        for (var number = 0; number < 12; number++)
        {
            Assert.Equal(username, Username.Parse(username.Value));
            Assert.Equal((stem, number), username.Split());
            Assert.Equal("899", username.MadeBy.Value);
            username = username.Next();
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhateverParses_IsWrittenInOneWayOnly() => Prop.ForAll<string>(text =>
    {
        if (Username.TryParse(text, out var username))
        {
            var (stem, number) = username.Split();
            Assert.Equal(text, Username.Of(stem, number, username.MadeBy).Value);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("jsmith0.899")]
    [InlineData("jsmith007.899")]
    [InlineData("0.899")]
    [InlineData("Jsmith.899")]
    [InlineData("jsmith899")]
    [InlineData("12.899")]
    [InlineData(".899")]
    [InlineData("j smith.899")]
    [InlineData("jsmith.89a")]
    [InlineData("jsmith/../x.899")]
    public void NotAUsername_DoesNotParse(string text) => Assert.False(Username.TryParse(text, out _));
}
