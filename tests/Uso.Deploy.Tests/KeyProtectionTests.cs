using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Uso.Grains.Hosting;
using Uso.Samples.Cluster;
using Uso.Silo.Schema;

namespace Uso.Deploy.Tests;

/// <summary>Data-protection keys in PostgreSQL: shared by all processes, and of no use to who has only the database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class KeyProtectionTests(PostgresFixture postgres) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("uso-keys-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Key_IsSharedByProcesses_AndEncryptedWhereItLies()
    {
        var connection = await MigratedAsync();
        await using var silo = Process(connection, current: "a");
        await using var api = Process(connection, current: "a");

        Assert.Equal("secret", Unprotect(api, Protect(silo, "secret")));

        var stored = await StoredAsync(connection);
        Assert.Contains("encryptedSecret", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherCertificate_CannotRead_FormerOneCan()
    {
        var connection = await MigratedAsync();
        string text;
        await using (var before = Process(connection, current: "a"))
        {
            text = Protect(before, "secret");
        }

        await using var stranger = Process(connection, current: "b");
        await using var rotated = Process(connection, current: "b", "a");

        Assert.ThrowsAny<CryptographicException>(() => Unprotect(stranger, text));
        Assert.Equal("secret", Unprotect(rotated, text));
    }

    [Theory]
    [InlineData("", "", "", "would be readable")]
    [InlineData("tls.crt", "", "", "needs its private key")]
    [InlineData("", "", "true", null)]
    public void WithoutCertificate_TheProcessDoesNotStart_UnlessToldSo(string certificate, string key, string inClear, string? problem)
    {
        using var services = Services("Host=127.0.0.1", new Dictionary<string, string?>
        {
            ["Uso:Keys:Certificate"] = certificate,
            ["Uso:Keys:PrivateKey"] = key,
            ["Uso:Keys:InClear"] = inClear is "" ? "false" : inClear,
        });
        var validator = services.GetRequiredService<IStartupValidator>();
        if (problem is null)
        {
            validator.Validate();
        }
        else
        {
            Assert.Contains(problem, Assert.Throws<OptionsValidationException>(validator.Validate).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Host=db", 40, UsoPostgres.SiloPool)]
    [InlineData("Host=db;Max Auto Prepare=7;Maximum Pool Size=5", 7, 5)]
    [InlineData("Host=db;MaxPoolSize=6", 40, 6)]
    public void ConnectionString_KeepsWhatIsSaid_AndAddsTheRest(string given, int prepared, int pool)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Uso", given)]).Build();
        var connection = new NpgsqlConnectionStringBuilder(UsoPostgres.ConnectionString(configuration, UsoPostgres.SiloPool));
        Assert.Equal((prepared, pool), (connection.MaxAutoPrepare, connection.MaxPoolSize));
    }

    private async Task<string> MigratedAsync()
    {
        var connection = await postgres.NewDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await new Migrations(database).ApplyAsync(again: false, _ => { });
        return connection;
    }

    private ServiceProvider Process(string connection, string current, string? former = null)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Uso:Keys:Certificate"] = Files(current).Certificate,
            ["Uso:Keys:PrivateKey"] = Files(current).Key,
        };
        if (former is not null)
        {
            settings["Uso:Keys:Former:0:Certificate"] = Files(former).Certificate;
            settings["Uso:Keys:Former:0:PrivateKey"] = Files(former).Key;
        }

        return Services(connection, settings);
    }

    private static ServiceProvider Services(string connection, Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddUsoGrains(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddPostgresBlobs(connection);
        return services.BuildServiceProvider();
    }

    private (string Certificate, string Key) Files(string name)
    {
        var files = (Certificate: Path.Combine(_directory, $"{name}.crt"), Key: Path.Combine(_directory, $"{name}.key"));
        if (!File.Exists(files.Certificate))
        {
            SampleCertificate.Make(files.Certificate, files.Key);
        }

        return files;
    }

    private static string Protect(ServiceProvider process, string text) => process.GetDataProtector("test").Protect(text);

    private static string Unprotect(ServiceProvider process, string text) => process.GetDataProtector("test").Unprotect(text);

    private static async Task<string> StoredAsync(string connection)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var select = database.CreateCommand("SELECT string_agg(xml, '') FROM uso_key");
        return (string)(await select.ExecuteScalarAsync())!;
    }
}
