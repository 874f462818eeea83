using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Uso.Samples.Cluster;
using Uso.Samples.Generator;

namespace Uso.Samples.Loading;

/// <summary>The command line of <c>./run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The runtime that this program was built for.</summary>
    private static string BuiltFor { get; } = typeof(RunCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "OrleansRuntime").Value!;

    public static RootCommand Create()
    {
        var once = new Option<bool>("--once") { Description = "Do the main job and exit: every sample school's exports in, processed, the snapshot out." };
        var empty = new Option<bool>("--empty") { Description = "Start with no sample data." };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 8080 };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Data directory. Default: data/ in the project; with --once a temporary one." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where the snapshot goes. Default: out/ in the project." };
        var runtime = new Option<string>("--runtime") { Description = "embedded (one process, SQLite) or cluster (silos, PostgreSQL).", DefaultValueFactory = _ => "embedded" };
        runtime.AcceptOnlyFromAmong("embedded", "cluster");
        var silos = new Option<int>("--silos") { Description = "Cluster: how many silos.", DefaultValueFactory = _ => 2 };
        var connection = new Option<string?>("--connection") { Description = "Cluster: connection string of an empty PostgreSQL database, instead of a private server." };
        var dump = new Option<FileInfo?>("--dump") { Description = "After loading, write the outcome to this file, sorted and without times, for comparison." };

        // For tests: a smaller sample. Not in --help, since the sample is made to be whole.
        var schools = new Option<int>("--schools") { Hidden = true, DefaultValueFactory = _ => Northmoor.Schools.Count };
        var days = new Option<int>("--days") { Hidden = true, DefaultValueFactory = _ => 5 };
        Within(schools, 1, Northmoor.Schools.Count);
        Within(days, 1, 5);
        Within(port, 0, ushort.MaxValue);
        Within(silos, 1, 8);

        var command = new RootCommand("Starts Uso with a fictional local authority loaded, says what it did, and stays until Ctrl-C.")
        {
            once, empty, port, data, output, runtime, silos, connection, dump, schools, days,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(once) && result.GetValue(empty))
            {
                result.AddError("--once and --empty exclude each other.");
            }

            if ((result.GetValue(runtime) ?? "embedded") is var asked && asked != BuiltFor)
            {
                result.AddError($"This program was built for the {BuiltFor} runtime; ./run --runtime {asked} builds the other one.");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            var root = Environment.GetEnvironmentVariable("USO_ROOT") ?? Environment.CurrentDirectory;
            var cluster = parsed.GetValue(runtime) == "cluster";

            // A private PostgreSQL goes with the program: what lies beside it is of no use to the next one.
            var temporary = parsed.GetValue(data) is null && (parsed.GetValue(once) || (cluster && parsed.GetValue(connection) is null));
            var options = new RunOptions
            {
                Once = parsed.GetValue(once),
                Empty = parsed.GetValue(empty),
                Port = parsed.GetValue(port),
                Temporary = temporary,
                DataDirectory = temporary ? Directory.CreateTempSubdirectory("uso-").FullName : Path.GetFullPath(parsed.GetValue(data)?.FullName ?? Path.Combine(root, "data")),
                OutDirectory = Path.GetFullPath(parsed.GetValue(output)?.FullName ?? Path.Combine(root, "out")),
                IsCluster = cluster,
                Silos = parsed.GetValue(silos),
                Connection = parsed.GetValue(connection),
                DumpFile = parsed.GetValue(dump)?.FullName,
                Sample = new SampleOptions { Schools = parsed.GetValue(schools), Days = parsed.GetValue(days) },
            };
            using var stop = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
            return await RunAsync(options, stop.Token);
        });
        return command;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static void Within(Option<int> option, int from, int to) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < from || result.GetValueOrDefault<int>() > to)
        {
            result.AddError($"{option.Name}: {from} to {to}.");
        }
    });

    private static async Task<int> RunAsync(RunOptions options, CancellationToken stop)
    {
        var reporter = Reporter.Create();
        try
        {
            return await new Session(options, reporter).RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped by hand in the middle of loading: the next start with the same --data goes on from here.
            reporter.Line("Stopped.");
            return options.Once ? 130 : 0;
        }
        catch (Exception e) when (e is SampleException or IOException or UnauthorizedAccessException or ClusterException)
        {
            reporter.Error($"./run: {e.Message}");
            return 1;
        }
        finally
        {
            if (options.Temporary)
            {
                Directory.Delete(options.DataDirectory, recursive: true);
            }
        }
    }
}
