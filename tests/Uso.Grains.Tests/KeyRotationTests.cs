using System.Buffers.Text;
using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The key that encrypts MIS credentials is changed: old ones are still read, and are under the new key once anything is written.</summary>
public sealed class KeyRotationTests
{
    private const string A = "999001";

    [Fact]
    public async Task OldSecrets_AreRead_AndReencryptedOnWrite()
    {
        var cloud = new CloudMis { Export = new SimsExport().With(new Pupil("1", "Ada", "Okafor", "2015-03-02")) };
        await using var region = await AutoUpdateTests.CloudAsync(cloud);
        await AutoUpdateTests.ApproveAsync(region);
        var (first, before) = await KeysAsync(region);

        var second = NewKey(region);
        Assert.NotEqual(first, second);
        await region.Host.RestartAsync();
        await region.RunAsync(A, new StartRun { OperationId = "read under the old key" });
        Assert.Equal(["rt-0"], cloud.TokensUsed);
        Assert.Equal(first, (await KeysAsync(region)).Key);

        // Any write of the settings will do; the secrets themselves are not given again.
        await ConfigureAsync(region);

        var (now, after) = await KeysAsync(region);
        Assert.Equal(second, now);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        await region.RunAsync(A, new StartRun { OperationId = "read under the new key" });
        Assert.Equal(["rt-0", "rt-0"], cloud.TokensUsed);
    }

    [Fact]
    public async Task SecretsWhoseKeyIsGone_AreSaidToBeUnreadable_AndGivingThemAgainMendsIt()
    {
        var cloud = new CloudMis { Export = new SimsExport().With(new Pupil("1", "Ada", "Okafor", "2015-03-02")) };
        await using var region = await AutoUpdateTests.CloudAsync(cloud);
        await AutoUpdateTests.ApproveAsync(region);
        await region.Host.StopAsync();
        Directory.Delete(KeysIn(region), recursive: true);
        await region.Host.RestartAsync();

        Assert.Equal(MisErrorCodes.CredentialsUnreadable, (await region.RunAsync(A, new StartRun { OperationId = "no key" })).Problem?.Code);
        Region.Refused(MisErrorCodes.CredentialsUnreadable, await region.School(A).CheckConnectionAsync(Region.Head(A)));
        Assert.Empty(cloud.TokensUsed);
        Assert.Contains("Enter them again", (await region.School(A).GetAutoUpdateAsync())!.LastError!.Do, StringComparison.Ordinal);

        await ConfigureAsync(region, ("accessToken", "at-9"), ("refreshToken", "rt-9"));
        Assert.Equal(RunPhase.Complete, (await region.RunAsync(A, new StartRun { OperationId = "again" })).Phase);
        Assert.Equal(["rt-9"], cloud.TokensUsed);
    }

    private static async Task ConfigureAsync(Region region, params (string Name, string Value)[] secrets) => Region.Ok(await region.School(A).ConfigureMisAsync(
        Region.Head(A),
        new ConfigureMis { Mis = CloudMis.Code, Settings = secrets.Append(("site", "hill")).ToImmutableDictionary(one => one.Item1, one => one.Item2) }));

    /// <summary>The key that all stored secrets are encrypted with, as the ciphertext names it.</summary>
    private static async Task<(Guid Key, ImmutableDictionary<string, string> Stored)> KeysAsync(Region region)
    {
        var stored = (await region.School(A).GetConnectionAsync(CloudMis.Code))!.ProtectedSecrets;
        return (Assert.Single(stored.Values.Select(text => new Guid(Base64Url.DecodeFromChars(text).AsSpan(4, 16))).Distinct()), stored);
    }

    private static Guid NewKey(Region region)
    {
        var now = TimeProvider.System.GetUtcNow();
        return region.Host.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90)).KeyId;
    }

    private static string KeysIn(Region region) => Path.GetDirectoryName(Directory.EnumerateFiles(region.DataDirectory, "key-*.xml", SearchOption.AllDirectories).First())!;
}
