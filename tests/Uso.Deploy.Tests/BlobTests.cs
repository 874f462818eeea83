using System.Text;
using Npgsql;
using Uso.Grains.Blobs;
using Uso.Silo.Schema;

namespace Uso.Deploy.Tests;

/// <summary>Blobs in a real PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class BlobTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Delete_ForgetsWhatNobodyWroteSince_AndWritingAgainKeepsIt()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.NewDatabaseAsync());
        await new Migrations(database).ApplyAsync(again: false, _ => { });
        var blobs = new PostgresBlobStore(database, TimeProvider.System);
        var start = TimeProvider.System.GetUtcNow();
        var old = await WriteAsync("an export");
        await ExecuteAsync(database, "UPDATE uso_blob SET written_at = now() - interval '90 days'");
        var again = await WriteAsync("an export");
        Assert.Equal(old, again);

        Assert.False(await blobs.DeleteAsync(old, start.AddDays(-30), default));
        await using (var content = await blobs.OpenAsync(old, default))
        {
            Assert.Equal("an export", await new StreamReader(content!).ReadToEndAsync());
        }

        await ExecuteAsync(database, "UPDATE uso_blob SET written_at = now() - interval '90 days'");
        Assert.True(await blobs.DeleteAsync(old, start.AddDays(-30), default));
        Assert.Null(await blobs.OpenAsync(old, default));
        Assert.True(await blobs.DeleteAsync(old, start.AddDays(-30), default));

        async Task<string> WriteAsync(string text) =>
            (await blobs.WriteAsync(async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), token), default)).Sha256;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
