using Npgsql;
using Uso.Silo.Schema;

namespace Uso.Deploy.Tests;

/// <summary><c>Uso.Silo migrate</c> on a real PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class MigrationTests(PostgresFixture postgres)
{
    [Fact]
    public async Task EmptyDatabase_LacksEverything_ThenNothing()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        var migrations = new Migrations(database);
        Assert.Equal(Migrations.All.Select(migration => migration.Name), await migrations.MissingAsync());

        Assert.All(await ApplyAsync(migrations), line => Assert.EndsWith(": done (new)", line, StringComparison.Ordinal));

        Assert.Empty(await migrations.MissingAsync());
    }

    [Fact]
    public async Task SecondRun_ChangesNothing_AgainKeepsTheData()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        var migrations = new Migrations(database);
        await ApplyAsync(migrations);
        await ExecuteAsync(database, "INSERT INTO uso_state (service, state, key, n0, n1, version, payload) VALUES ('uso', 's', 'k', 0, 0, 7, '\\x7b7d')");
        await ExecuteAsync(database, "DROP INDEX uso_reminder_hash");

        Assert.All(await ApplyAsync(migrations), line => Assert.EndsWith(": unchanged", line, StringComparison.Ordinal));
        Assert.All(await ApplyAsync(migrations, again: true), line => Assert.EndsWith(": done (again)", line, StringComparison.Ordinal));

        Assert.Equal(7, await ScalarAsync(database, "SELECT version FROM uso_state WHERE key = 'k'"));
        Assert.Equal(true, await ScalarAsync(database, "SELECT to_regclass('uso_reminder_hash') IS NOT NULL"));
    }

    [Fact]
    public async Task ChangedFile_IsRunAgain_NewerOneIsLeftAlone()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        var migrations = new Migrations(database);
        await ApplyAsync(migrations);
        await ExecuteAsync(database, "UPDATE uso_migration SET sha256 = 'of an older build' WHERE name = '002-orleans.sql'");
        await ExecuteAsync(database, "INSERT INTO uso_migration (name, sha256) VALUES ('999-next-year.sql', 'x')");

        var said = await ApplyAsync(migrations);

        Assert.Contains("001-uso.sql: unchanged", said);
        Assert.Contains("002-orleans.sql: done (changed)", said);
        Assert.Contains("999-next-year.sql: left alone, it came with a newer build", said);
        Assert.Empty(await migrations.MissingAsync());
    }

    [Fact]
    public async Task SeveralAtOnce_OneDoes_TheRestFindItDone()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());

        var said = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApplyAsync(new Migrations(database))));

        Assert.Equal(Migrations.All.Count, said.SelectMany(lines => lines).Count(line => line.EndsWith(": done (new)", StringComparison.Ordinal)));
        Assert.Equal(3 * Migrations.All.Count, said.SelectMany(lines => lines).Count(line => line.EndsWith(": unchanged", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RoleOfTheService_WritesRows_ButNoTables()
    {
        var owner = await postgres.NewDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(owner);
        await ExecuteAsync(database, "CREATE ROLE uso_app LOGIN");
        await ApplyAsync(new Migrations(database));
        await using var service = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { Username = "uso_app" }.ConnectionString);

        await ExecuteAsync(service, "INSERT INTO uso_key (name, xml) VALUES ('k', '<key/>')");
        Assert.Equal(1L, await ScalarAsync(service, "SELECT count(*) FROM uso_key"));
        foreach (var forbidden in (string[])["DROP TABLE uso_key", "CREATE TABLE mine (a int)", "DELETE FROM OrleansQuery", "DELETE FROM uso_migration"])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(service, forbidden));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }

        Assert.Empty(await new Migrations(service).MissingAsync());
    }

    private static async Task<List<string>> ApplyAsync(Migrations migrations, bool again = false)
    {
        List<string> said = [];
        await migrations.ApplyAsync(again, said.Add);
        return said;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
