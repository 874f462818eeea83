using System.Net.Http.Json;
using Npgsql;
using Uso.Silo.Hosting;
using Uso.Silo.Import;

namespace Uso.EndToEnd.Cluster;

/// <summary>Rows that <c>Uso.Silo import</c> makes are rows as silos make them.</summary>
public sealed class ImportFormTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task RowsOfASilo_AreNamedAndHashed_AsTheImportDoes()
    {
        await using var silo = cluster.NewSilo();
        await silo.StartAsync();
        await using var api = cluster.NewApi();
        await api.StartAsync();
        using var client = ClusterFixture.Client(api.Urls.Single(), cluster.Token());
        using var put = await client.PutAsJsonAsync("/api/schools/100123", new { name = "Hill School", laCode = "899", establishmentNumber = "4001", phase = "secondary" });
        await ClusterFixture.JsonAsync(put);
        await api.StopAsync();
        await silo.StopAsync();

        await using var database = NpgsqlDataSource.Create(cluster.Connection);
        var school = new StoredState("school", "100123", "school", 1, []);
        await using (var states = database.CreateCommand("SELECT service, state, n0, n1 FROM uso_state WHERE key = $1"))
        {
            states.Parameters.AddWithValue(school.Identity);
            await using var row = await states.ExecuteReaderAsync();
            Assert.True(await row.ReadAsync());
            Assert.Equal(("uso", school.State, 0L, 0L), (row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3)));
        }

        await using var reminders = database.CreateCommand("SELECT grain_id, hash, period FROM uso_reminder WHERE service = 'uso'");
        await using var reminder = await reminders.ExecuteReaderAsync();
        var seen = 0;
        while (await reminder.ReadAsync())
        {
            var (type, key) = (reminder.GetString(0).Split('/')[0], reminder.GetString(0).Split('/', 2)[1]);
            Assert.Equal(SiloHost.ReminderHash(type, key), reminder.GetInt32(1));
            Assert.Equal((long)TimeSpan.FromMinutes(10).TotalMilliseconds, reminder.GetInt64(2));
            seen++;
        }

        Assert.True(seen > 0);
    }
}
