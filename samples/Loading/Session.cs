using System.Globalization;
using Uso.Samples.Cluster;
using Uso.Samples.Generator;
using Uso.Samples.Mises;

namespace Uso.Samples.Loading;

/// <summary>One start of <c>./run</c>, from the first socket to the last.</summary>
internal sealed class Session(RunOptions options, Reporter reporter)
{
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        MakePrivate(options.DataDirectory);
        var load = !options.Empty && (options.Once || File.Exists(LoadState.FileIn(options.DataDirectory)) || !File.Exists(Path.Combine(options.DataDirectory, "service-desk-token")));
        if (!load)
        {
            await using var real = await BackendAsync(clockFile: null, stop);
            await using var plain = await EmbeddedService.StartAsync(options, clock: null, real?.Connection, stop);
            await StayAsync(plain, stop);
            return 0;
        }

        var state = await LoadState.OpenAsync(options.DataDirectory, stop);
        var world = SampleWorld.Create(options.Sample);
        if (options is { IsCluster: true, Connection: null } && state.Sample.Length > 0)
        {
            throw new SampleException("the data directory belongs to a database that is gone, or elsewhere: give its --connection, or another --data.");
        }

        Identify(state, world);
        if (state.Results.Count > 0)
        {
            reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Going on from day {state.Day}: {state.Results.Count} exports are done."));
        }

        // Clock and MISs stand where they stood before the service starts: it finishes at once what a kill cut off.
        var clockFile = Path.Combine(options.DataDirectory, "sample", "clock");
        using var shared = options.IsCluster ? new SharedClock(clockFile) : null;
        var clock = shared ?? new SampleClock();
        var today = world.Days[Math.Clamp(state.Day, 1, world.Days.Count) - 1];
        clock.Set(Loader.Evening(today.Date));
        await using var mises = await SampleMises.StartAsync(world.Schools, state.MisPorts, stop);
        state.MisPorts = mises.Ports;
        mises.Show(today);
        await state.SaveAsync();

        await using var cluster = await BackendAsync(clockFile, stop);
        await using var service = await EmbeddedService.StartAsync(options, clock, cluster?.Connection, stop);
        reporter.Line($"Uso is at {service.Url}; loading the sample.");
        using var uso = new UsoClient(service.Url);
        var token = await service.TokenAsync(stop);
        var loader = new Loader(options, world, state, uso, clock, mises, token, reporter);
        await reporter.WatchAsync(world.Days.Count * world.Schools.Count, state.Results.Count, () => loader.LoadAsync(stop));
        var faults = await AccountAsync(world, state, uso, token, stop);
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Loaded in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s."));
        if (!options.Once)
        {
            await StayAsync(service, stop);
            return 0;
        }

        return faults == 0 ? 0 : 1;
    }

    private async Task<ClusterBackend?> BackendAsync(string? clockFile, CancellationToken stop) =>
        options.IsCluster ? await ClusterBackend.StartAsync(options, clockFile, reporter, stop) : null;

    private static void MakePrivate(string directory)
    {
        if (!Directory.Exists(directory))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    private void Identify(LoadState state, SampleWorld world)
    {
        var o = world.Options;
        var sample = string.Create(CultureInfo.InvariantCulture, $"seed {o.Seed}, {o.Schools} schools, {o.Days} days from {o.StartDate:yyyy-MM-dd}") + (options.IsCluster ? ", on a cluster" : "");
        if (state.Sample.Length > 0 && state.Sample != sample)
        {
            throw new SampleException($"the data directory holds another sample ({state.Sample}); this one is {sample}. Give another --data.");
        }

        state.Sample = sample;
    }

    /// <summary>Prints the week, compares the outcome with the truth, and returns how many things are wrong.</summary>
    private async Task<int> AccountAsync(SampleWorld world, LoadState state, UsoClient uso, string token, CancellationToken stop)
    {
        reporter.Tables(world, state);
        var outcome = await Outcome.CollectAsync(options, world, uso, token, stop);
        List<string> faults =
        [
            .. state.Results.Where(r => r.Complaint is not null).Select(r => string.Create(CultureInfo.InvariantCulture, $"day {r.Day}, school {r.Urn}: {r.Complaint}")),
            .. outcome.Faults(),
        ];
        var (accounts, doubles) = outcome.Summary();
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"{accounts:N0} accounts; {doubles} people with two accounts; snapshot in {Loader.SnapshotFile(options)}"));
        foreach (var fault in faults)
        {
            reporter.Error($"Not as expected: {fault}.");
        }

        if (options.DumpFile is not null)
        {
            await outcome.DumpAsync(options.DumpFile, stop);
        }

        return faults.Count;
    }

    private async Task StayAsync(EmbeddedService service, CancellationToken stop)
    {
        reporter.Line($"Uso is at {service.Url}");
        reporter.Line($"The service-desk token is in {service.TokenFile}; send it as \"Authorization: Bearer ...\".");
        reporter.Line("Ctrl-C stops it.");
        var stopped = new TaskCompletionSource();
        await using (stop.Register(stopped.SetResult))
        {
            await stopped.Task;
        }

        reporter.Line("Stopping.");
    }
}
