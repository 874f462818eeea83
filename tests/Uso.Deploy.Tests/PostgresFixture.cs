using System.Globalization;
using Npgsql;
using Uso.Samples.Cluster;

namespace Uso.Deploy.Tests;

/// <summary>One PostgreSQL for the tests that share it; each makes a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PrivatePostgres? _postgres;
    private int _databases;

    public async ValueTask InitializeAsync() => _postgres = await PrivatePostgres.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    /// <summary>Connection string of an empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await using var server = NpgsqlDataSource.Create(_postgres!.Connection);
        await using var create = server.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_postgres.Connection) { Database = name }.ConnectionString;
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
