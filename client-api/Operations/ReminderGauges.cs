using System.Diagnostics.Metrics;

namespace Uso.ClientApi.Operations;

/// <summary>Counts the reminders once a minute, for the gauges that an alert rule reads. Every instance tells the same numbers.</summary>
internal sealed partial class ReminderGauges : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly IClusterFacts _cluster;
    private readonly TimeProvider _clock;
    private readonly ILogger<ReminderGauges> _logger;
    private ReminderCounts? _last;

    public ReminderGauges(IClusterFacts cluster, IMeterFactory meters, TimeProvider clock, ILogger<ReminderGauges> logger)
    {
        (_cluster, _clock, _logger) = (cluster, clock, logger);
        var meter = meters.Create("Uso.Reminders");
        Observe(meter, "uso.reminders.due", "Reminders that fall due within the hour.", counts => counts.DueWithinTheHour);
        Observe(meter, "uso.reminders.late", "Reminders that fell due over a quarter of an hour ago and were not taken up.", counts => counts.Late);
        Observe(meter, "uso.reminders.watching", "Reminders that look after a run under way.", counts => counts.WatchingRuns);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, _clock);
        do
        {
            try
            {
                _last = await _cluster.RemindersAsync(_clock.GetUtcNow(), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // No number is better than an old one: the series goes, and an alert on its absence tells.
                _last = null;
                LogNotCounted(exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Observe(Meter meter, string name, string description, Func<ReminderCounts, long> read) =>
        meter.CreateObservableGauge(name, () => _last is { } counts ? [new Measurement<long>(read(counts))] : Array.Empty<Measurement<long>>(), description: description);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reminders could not be counted: {Exception}")]
    private partial void LogNotCounted(string exception);
}
