using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Uso.ClientApi.Operations;
using Uso.Grains.Hosting;

namespace Uso.ClientApi.Hosting;

/// <summary>Cluster build: who is there from the membership, what each says of itself from the silo, reminders counted by the database.</summary>
internal sealed class ClusterFacts(IGrainFactory grains, NpgsqlDataSource database, IOptions<ClusterOptions> cluster) : IClusterFacts
{
    private const string CountReminders = """
        SELECT count(*),
            count(*) FILTER (WHERE period > $2 AND start_at >= $3 AND start_at < $4),
            count(*) FILTER (WHERE period <= $2),
            count(*) FILTER (WHERE period > $2 AND start_at < $3)
        FROM uso_reminder WHERE service = $1
        """;

    public async Task<ImmutableArray<SiloView>> SilosAsync(CancellationToken cancellationToken)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var facts = TellAsync(management);
        var members = await management.GetDetailedHosts(onlyActive: false);
        var told = (await facts).ToDictionary(silo => silo.Address, StringComparer.Ordinal);
        return
        [
            .. members.OrderBy(member => member.Status).ThenByDescending(member => member.StartTime).Select(member =>
            {
                var view = new SiloView
                {
                    Address = member.SiloAddress.ToString(),
                    Name = member.SiloName,
                    Status = member.Status.ToString(),
                    StartedAt = new DateTimeOffset(DateTime.SpecifyKind(member.StartTime, DateTimeKind.Utc)),
                };
                return told.TryGetValue(view.Address, out var self) ? view.With(self) : view;
            }),
        ];
    }

    public async Task<ReminderCounts> RemindersAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(CountReminders);
        select.Parameters.AddWithValue(NpgsqlDbType.Text, cluster.Value.ServiceId);
        select.Parameters.AddWithValue(NpgsqlDbType.Bigint, (long)ReminderRule.Watch.TotalMilliseconds);
        select.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, (now - ReminderRule.Grace).UtcDateTime);
        select.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, (now + ReminderRule.Soon).UtcDateTime);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ReminderCounts
        {
            Total = reader.GetInt64(0),
            DueWithinTheHour = reader.GetInt64(1),
            WatchingRuns = reader.GetInt64(2),
            Late = reader.GetInt64(3),
        };
    }

    private static async Task<IEnumerable<SiloFacts>> TellAsync(IManagementGrain management)
    {
        try
        {
            return (await management.SendControlCommandToProvider<SiloReport>(SiloReport.Name, command: 0)).OfType<SiloFacts>();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or ArgumentException)
        {
            // One of them is dying, or of a build that does not know the question: the membership tells who is there all the same.
            return [];
        }
    }
}
