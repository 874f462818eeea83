using Npgsql;
using Uso.Grains.Hosting;

namespace Uso.Silo.Schema;

/// <summary><c>Uso.Silo migrate [--again]</c>: brings the database to what this build needs. <c>--check</c> only says whether it is there.</summary>
internal static class MigrateCommand
{
    public const string Name = "migrate";

    private const string Again = "--again";
    private const string Check = "--check";

    public static async Task<int> RunAsync(string[] args)
    {
        string[] switches = [Again, Check];
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Except(switches)]).Build();
        await using var database = NpgsqlDataSource.Create(UsoPostgres.ConnectionString(configuration, UsoPostgres.SiloPool));
        var migrations = new Migrations(database);
        if (!args.Contains(Check))
        {
            await migrations.ApplyAsync(args.Contains(Again), Console.WriteLine);
            return 0;
        }

        var missing = await migrations.MissingAsync();
        Console.WriteLine(missing is [] ? "The database has what this build needs." : $"Missing: {string.Join(", ", missing)}");
        return missing is [] ? 0 : 1;
    }
}
