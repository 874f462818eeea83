using Uso.GrainInterfaces;
using Uso.Grains.Secrets;
using Uso.Testing;

namespace Uso.Grains.Tests;

/// <summary>Tokens and consumers.</summary>
public sealed class TokenTests
{
    private static readonly string Secret = SecretHash.NewSecret();

    private static readonly IssueToken HeadToken = new()
    {
        SecretSha256 = SecretHash.Of(Secret),
        Role = Role.HeadTeacher,
        Schools = ["999001"],
        Label = "head of 999001",
        ExpiresAt = Region.Monday.AddDays(30),
    };

    [Fact]
    public async Task RightSecret_IsTheCaller_AndAnythingElseIsNobody()
    {
        await using var region = await Region.StartAsync();
        Assert.Null(await Token(region).AuthenticateAsync(Secret));
        Region.Ok(await Token(region).IssueAsync(Region.ServiceDesk, HeadToken));

        var caller = (await Token(region).AuthenticateAsync(Secret))!;

        Assert.Equal(("abcdefghijklmnop", Role.HeadTeacher), (caller.Subject, caller.Role));
        Assert.Equal(["999001"], caller.Schools);
        Assert.Null(await Token(region).AuthenticateAsync(Secret + "0"));
        Assert.Null(await Token(region).AuthenticateAsync(""));
        Assert.Null(await Token(region, "ponmlkjihgfedcba").AuthenticateAsync(Secret));
        Region.Refused(ProblemCodes.OperationIdReused, await Token(region).IssueAsync(Region.ServiceDesk, HeadToken with { Role = Role.ServiceDesk }));
    }

    [Fact]
    public async Task Expired_OrRevoked_IsNobody()
    {
        await using var region = await Region.StartAsync();
        Region.Ok(await Token(region).IssueAsync(Region.ServiceDesk, HeadToken));
        var other = Token(region, "ponmlkjihgfedcba");
        Region.Ok(await other.IssueAsync(Region.ServiceDesk, HeadToken with { ExpiresAt = null }));

        await region.NextDayAsync(29);
        Assert.NotNull(await Token(region).AuthenticateAsync(Secret));
        await region.NextDayAsync();
        Assert.Null(await Token(region).AuthenticateAsync(Secret));

        Region.Refused(ProblemCodes.Forbidden, await other.RevokeAsync(Region.Head("999001")));
        Assert.NotNull(await other.AuthenticateAsync(Secret));
        Region.Ok(await other.RevokeAsync(Region.ServiceDesk));
        await region.Host.CrashAsync();
        Assert.Null(await Token(region, "ponmlkjihgfedcba").AuthenticateAsync(Secret));
    }

    [Fact]
    public async Task Scopes_AreAskedForByRole()
    {
        await using var region = await Region.StartAsync();
        foreach (var bad in new[]
        {
            HeadToken with { Schools = [] },
            HeadToken with { Schools = ["12"] },
            HeadToken with { Role = Role.LaOperator },
            HeadToken with { Role = Role.Consumer, LocalAuthorities = ["899"] },
            HeadToken with { Role = Role.System },
            HeadToken with { Role = Role.Agent },
            HeadToken with { Label = "" },
        })
        {
            Region.Refused(ProblemCodes.InvalidValue, await Token(region).IssueAsync(Region.ServiceDesk, bad));
        }

        Region.Refused(ProblemCodes.Forbidden, await Token(region).IssueAsync(Region.Head("999001"), HeadToken));
        Region.Ok(await Token(region).IssueAsync(Caller.Service, HeadToken with { Role = Role.Consumer, LocalAuthorities = ["899"], Consumer = "lms" }));
        Assert.Equal("lms", (await Token(region).AuthenticateAsync(Secret))!.Consumer);
    }

    [Fact]
    public async Task WriteThatFails_LeavesNoTokenBehind_AndCanBeRepeated()
    {
        var faults = new Faults();
        faults.Disarm();
        await using var region = await Region.StartAsync(services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around));
        faults.Arm(FaultKind.ThrowBefore, 1);

        await Assert.ThrowsAnyAsync<Exception>(() => Token(region).IssueAsync(Region.ServiceDesk, HeadToken));

        Assert.Null(await Token(region).AuthenticateAsync(Secret));
        Region.Ok(await Token(region).IssueAsync(Region.ServiceDesk, HeadToken));
        Assert.NotNull(await Token(region).AuthenticateAsync(Secret));
    }

    [Fact]
    public async Task IndexWriteThatFails_IsWrittenWhenRepeated()
    {
        var faults = new Faults();
        faults.Disarm();
        await using var region = await Region.StartAsync(services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around));
        var holder = new UpnHolder { Upn = Region.UpnOf("899", 1), Username = "jsmith.899" };
        var la = LaCode.Parse("899");
        faults.Arm(FaultKind.ThrowBefore, 1, times: 2);
        await Assert.ThrowsAnyAsync<Exception>(() => Index(region).AssignAsync([holder]));
        await Assert.ThrowsAnyAsync<Exception>(() => region.Grains.LocalAuthority(la).AddSchoolAsync("999001"));

        Assert.Empty(await Index(region).AssignAsync([holder]));
        await region.Grains.LocalAuthority(la).AddSchoolAsync("999001");
        await region.Host.CrashAsync();

        Assert.Equal(holder, Assert.Single(await Index(region).LookupAsync([holder.Upn])));
        Assert.Equal(["999001"], (await region.Grains.LocalAuthority(la).GetAsync()).Schools);

        IUpnIndexGrain Index(Region at) => at.Grains.UpnIndex(UpnShardKey.Of(holder.Upn));
    }

    [Fact]
    public async Task UpnHolders_FirstComeIsKept_UntilReleased()
    {
        await using var region = await Region.StartAsync();
        var upn = Region.UpnOf("899", 1);
        var index = region.Grains.UpnIndex(UpnShardKey.Of(upn));
        var first = new UpnHolder { Upn = upn, Username = "jsmith.899" };
        var second = first with { Username = "other.899" };

        Assert.Empty(await index.AssignAsync([first]));
        Assert.Equal(first, Assert.Single(await index.AssignAsync([second])));
        await index.ReleaseAsync([second]);
        Assert.Equal(first, Assert.Single(await index.LookupAsync([upn])));
        await index.ReleaseAsync([first]);
        Assert.Empty(await index.AssignAsync([second]));
    }

    [Fact]
    public async Task Consumer_IsSetUpByTheServiceDesk()
    {
        await using var region = await Region.StartAsync();
        var consumer = region.Grains.Consumer(ConsumerId.Parse("itslearning-eu"));
        var put = new PutConsumer { Name = "itslearning EU", EntityId = "https://lms.example/saml", LocalAuthorities = ["899"] };
        Assert.Null(await consumer.GetAsync());

        Region.Refused(ProblemCodes.Forbidden, await consumer.PutAsync(Region.Head("999001"), put));
        Region.Refused(ProblemCodes.InvalidValue, await consumer.PutAsync(Region.ServiceDesk, put with { Name = "" }));
        Region.Refused(ProblemCodes.InvalidValue, await consumer.PutAsync(Region.ServiceDesk, put with { LocalAuthorities = ["89"] }));
        var details = Region.Ok(await consumer.PutAsync(Region.ServiceDesk, put));

        Assert.Equal(("itslearning-eu", "itslearning EU", put.EntityId), (details.Consumer, details.Name, details.EntityId));
        Assert.Equal(["899"], (await consumer.GetAsync())!.LocalAuthorities);
    }

    private static IAccessTokenGrain Token(Region region, string id = "abcdefghijklmnop") => region.Grains.AccessToken(TokenId.Parse(id));
}
