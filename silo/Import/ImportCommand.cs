using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Uso.Grains.Hosting;

namespace Uso.Silo.Import;

/// <summary>
/// <c>Uso.Silo import --Uso:DataDirectory=DIR</c>: the embedded build's data into the cluster's database, then a comparison by counts and hashes. With
/// <c>--verify</c> only the comparison. Exit codes: 0 the two are equal, 1 they differ, 2 the command line, 4 the database is not empty.
/// </summary>
internal static class ImportCommand
{
    public const string Name = "import";

    private const string Verify = "--verify";
    private const int Differs = 1;
    private const int Usage = 2;
    private const int NotEmpty = 4;

    public static async Task<int> RunAsync(string[] args, Func<string, string, int>? reminderHash)
    {
        if (reminderHash is null)
        {
            await Console.Error.WriteLineAsync("Uso.Silo import: only the cluster build can; where a reminder belongs among silos, Orleans says.");
            return Usage;
        }

        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Where(arg => arg != Verify)]).Build();
        var directory = new DataDirectory(configuration["Uso:DataDirectory"] ?? "data");
        if (directory.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync($"Uso.Silo import: {problem}; name the directory with --Uso:DataDirectory=DIR.");
            return Usage;
        }

        await using var database = NpgsqlDataSource.Create(UsoPostgres.ConnectionString(configuration, UsoPostgres.SiloPool));
        var import = new EmbeddedImport(database, directory, UsoPostgres.ServiceId(configuration), reminderHash, Encryptor(configuration), TimeProvider.System);
        if (!args.Contains(Verify) && !await import.RunAsync())
        {
            await Console.Error.WriteLineAsync("Uso.Silo import: the database has states already; import into one that is only migrated, or compare with --verify.");
            return NotEmpty;
        }

        return Report(import.There(), await import.HereAsync());
    }

    private static int Report(Inventory directory, Inventory database)
    {
        var same = true;
        foreach (var (part, there, here) in directory.Compare(database))
        {
            same &= there == here;
            Console.WriteLine(there == here ? $"{part}: {there}" : $"{part}: DIFFERS, {there} in the directory, {here} in the database");
        }

        Console.WriteLine(same ? "Directory and database are equal." : "Directory and database differ.");
        return same ? 0 : Differs;
    }

    private static CertificateXmlEncryptor? Encryptor(IConfiguration configuration)
    {
        var keys = configuration.GetSection(KeyProtectionOptions.Section).Get<KeyProtectionOptions>() ?? new KeyProtectionOptions();
        return keys switch
        {
            { HasCertificate: true, IsComplete: true } => new CertificateXmlEncryptor(keys.Load()[0], NullLoggerFactory.Instance),
            { InClear: true } => null,
            _ => throw new InvalidOperationException($"{KeyProtectionOptions.Section}:Certificate and :PrivateKey are not set: the keys in the database would be readable."),
        };
    }
}
