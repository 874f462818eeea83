using Uso.Fakes;
using Uso.Fakes.PupilAsset;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.PlainJson;

public sealed class PupilAssetTests
{
    private static async Task<RecordMisFixture> StartAsync()
    {
        var fake = await PupilAssetFake.StartAsync(new PupilAssetFakeOptions { Schools = [RecordSamples.School("PA-1", 5)], PageSize = 2 });
        return new RecordMisFixture(fake, "pupil-asset", new InstantTime(), new() { ["schoolReference"] = "PA-1", ["token"] = "fake-token" });
    }

    [Fact]
    public async Task Pull_Approved_GivesItsReports()
    {
        await using var mis = await StartAsync();

        var items = await mis.PullAndReadAsync(Report.Students, Report.Staff, Report.Contacts);

        Assert.Equal((5, 1, 1), (Count(PersonKind.Pupil), Count(PersonKind.Staff), Count(PersonKind.Contact)));
        Assert.Equal(3, items.OfType<ReportEnd>().Count(end => end.Complete));

        int Count(PersonKind kind) => items.OfType<ExtractPerson>().Count(person => person.Kind == kind);
    }

    [Fact]
    public async Task Pull_ReportsThatItDoesNotHave_AreNotAskedFor()
    {
        await using var mis = await StartAsync();

        await mis.PullAndReadAsync(Report.Students, Report.GroupsAndClasses, Report.Attendance);

        Assert.DoesNotContain(mis.Fake.Requests, request => request.Contains("groups") || request.Contains("attendance"));
    }

    [Fact]
    public async Task Pull_ApprovalPending_SaysSo()
    {
        await using var mis = await StartAsync();
        mis.School.Granted = false;

        Assert.Equal(MisErrorCodes.ApprovalDenied, await mis.RefusalAsync());
        Assert.Equal([ConnectionCheckCodes.NotApproved], await mis.CheckAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_TokenExpired_IsUnauthorised()
    {
        await using var mis = await StartAsync();
        mis.Fake.Faults.TokenExpired = true;

        Assert.Equal(MisErrorCodes.PullUnauthorised, await mis.RefusalAsync());
    }

    [Fact]
    public async Task Pull_UnknownReferenceNumber_IsTheWrongSchool()
    {
        await using var mis = await StartAsync();
        mis.Values["schoolReference"] = "PA-2";

        Assert.Equal(MisErrorCodes.PullWrongSchool, await mis.RefusalAsync());
    }

    [Fact]
    public async Task Pull_OneHalfPage_IsAskedAgain()
    {
        await using var mis = await StartAsync();
        mis.Fake.Faults.HalfPages = 1;

        Assert.True((await mis.EndAsync(Report.Students)).Complete);
    }

    [Fact]
    public void Descriptor_OnlyTheHeadAccepts()
    {
        using var catalog = MisCatalog.Default(TimeProvider.System);

        Assert.Equal((MisAcceptance.HeadTeacher, MisWireFormat.Ours), (catalog.Find("pupil-asset")!.Descriptor.AcceptedBy, catalog.Find("pupil-asset")!.Descriptor.WireFormat));
    }
}
