using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Uso.ClientApi;
using Uso.Grains.Hosting;
using Uso.Samples.Cluster;
using Uso.Silo.Import;
using Uso.Silo.Schema;

namespace Uso.Deploy.Tests;

/// <summary>From the embedded build's directory into PostgreSQL, with nothing lost. That silos read it, the end-to-end tests show.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ImportTests(PostgresFixture postgres, EmbeddedDirectory embedded) : IClassFixture<EmbeddedDirectory>
{
    private const string Service = "uso";

    [Fact]
    public async Task Import_TakesEverything_AndSaysSoByCountsAndHashes()
    {
        await using var database = await MigratedAsync();
        var import = Import(database);

        Assert.True(await import.RunAsync());

        var here = await import.HereAsync();
        Assert.All(import.There().Compare(here), part => Assert.Equal(part.There, part.Here));
        Assert.All(
            (string[])["states of school", "states of access-token", "reminders of school", "blobs", "keys"],
            part => Assert.True(here.Parts.TryGetValue(part, out var print) && print.Count > 0, part));

        // The keys are encrypted there, and open what was encrypted before.
        await using var process = Process(database.ConnectionString);
        Assert.Equal("of a MIS", process.GetDataProtector("test").Unprotect(embedded.Secret));
        await using var select = database.CreateCommand("SELECT count(*) FROM uso_key WHERE xml LIKE '%masterKey%'");
        Assert.Equal(0L, await select.ExecuteScalarAsync());

        Assert.False(await import.RunAsync(), "It ran over states that are there.");
    }

    [Fact]
    public async Task Verify_SeesWhatDiffers()
    {
        await using var database = await MigratedAsync();
        var import = Import(database);
        await import.RunAsync();
        List<string> damaged = [];
        foreach (var (damage, part) in new[]
        {
            ("UPDATE uso_state SET payload = payload || ' ' WHERE key LIKE 'school/%'", "states of school"),
            ("DELETE FROM uso_reminder WHERE grain_id LIKE 'school/%'", "reminders of school"),
            ("UPDATE uso_blob SET bytes = 'x'", "blobs"),
            ("DELETE FROM uso_key", "keys"),
        })
        {
            await using (var execute = database.CreateCommand(damage))
            {
                await execute.ExecuteNonQueryAsync();
            }

            damaged.Add(part);
            Assert.Equal(damaged.Order(StringComparer.Ordinal), import.There().Compare(await import.HereAsync()).Where(one => one.Here != one.There).Select(one => one.Part));
        }
    }

    [Fact]
    public async Task DamagedBlob_StopsTheImport_BeforeAnyState()
    {
        await using var database = await MigratedAsync();
        var blob = new DataDirectory(embedded.Path).Blobs().First().FullName;
        var bytes = await File.ReadAllBytesAsync(blob);
        await File.WriteAllTextAsync(blob, "something else");
        try
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Import(database).RunAsync());
        }
        finally
        {
            await File.WriteAllBytesAsync(blob, bytes);
        }

        await using var select = database.CreateCommand("SELECT count(*) FROM uso_state");
        Assert.Equal(0L, await select.ExecuteScalarAsync());
    }

    private EmbeddedImport Import(NpgsqlDataSource database) => new(
        database,
        new DataDirectory(embedded.Path),
        Service,
        (type, key) => type.Length + key.Length,
        new CertificateXmlEncryptor(X509Certificate2.CreateFromPemFile(embedded.Certificate, embedded.Key), NullLoggerFactory.Instance),
        TimeProvider.System);

    private ServiceProvider Process(string connection)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Uso:Keys:Certificate", embedded.Certificate), new("Uso:Keys:PrivateKey", embedded.Key)]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddUsoGrains(settings).AddPostgresBlobs(connection);
        return services.BuildServiceProvider();
    }

    private async Task<NpgsqlDataSource> MigratedAsync()
    {
        var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await new Migrations(database).ApplyAsync(again: false, _ => { });
        return database;
    }
}

/// <summary>What an embedded service leaves that has lived: a school with an upload, and something encrypted.</summary>
public sealed class EmbeddedDirectory : IAsyncLifetime
{
    public string Path { get; } = Directory.CreateTempSubdirectory("uso-import-").FullName;

    public string Certificate => System.IO.Path.Combine(Path, "import.crt");

    public string Key => System.IO.Path.Combine(Path, "import.key");

    public string Secret { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        SampleCertificate.Make(Certificate, Key);
        await using var app = ClientApiHost.Create(["--urls", "http://127.0.0.1:0", $"--Uso:DataDirectory={Path}"], builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(System.IO.Path.Combine(Path, "service-desk-token"))).Trim());
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/schools/100123", new { name = "Hill School", laCode = "899", establishmentNumber = "4001", phase = "secondary" }),
            ("/api/schools/100123/mis", new { mis = "sims" }),
            ("/api/schools/100123/reports", new { reports = new[] { "Students" } }),
        })
        {
            using var put = await client.PutAsJsonAsync(path, body);
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        }

        using var export = new StringContent("primary_id,Legal Surname,Forename,DOB\r\n1,Import,Test,2012-01-01\r\n");
        using var upload = await client.PostAsync("/api/schools/100123/uploads?fileName=Students.csv", export);
        Assert.True(upload.IsSuccessStatusCode, await upload.Content.ReadAsStringAsync());
        Secret = app.Services.GetDataProtector("test").Protect("of a MIS");
        await app.StopAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
