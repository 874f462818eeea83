using System.Diagnostics;
using System.Globalization;

namespace Uso.Samples.Cluster;

/// <summary>
/// A PostgreSQL of our own: installed binaries, data in a temporary directory, loopback only, gone with the program, however that ends. PostgreSQL refuses to
/// run as root; started by root, it runs as the user "postgres", which the Debian package makes.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "postgres";
    private const string Database = "uso";

    /// <summary>
    /// Runs the server until the input ends: this program closed it, or was killed. Then it stops the server and removes what it kept. The terminal's Ctrl-C is
    /// not for it: the silos still need the database when they stop.
    /// </summary>
    private const string Keeper = """
        trap '' INT
        home=$1; shift
        setsid "$@" > "$home/log" 2>&1 < /dev/null &
        cat > /dev/null
        kill -INT $!
        wait $!
        rm -rf "$home"
        """;

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly string _bin;
    private readonly string _home;
    private readonly string _port;
    private Process? _keeper;

    private PrivatePostgres(string bin, string home, int port)
    {
        _bin = bin;
        _home = home;
        _port = port.ToString(CultureInfo.InvariantCulture);
        Connection = $"Host=127.0.0.1;Port={_port};Database={Database};Username={User};Max Auto Prepare=40;Maximum Pool Size=30";
    }

    public string Connection { get; }

    /// <summary>Process of the server, whose children serve the connections.</summary>
    public int ServerId => int.Parse(File.ReadLines(Path.Combine(_home, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public static async Task<PrivatePostgres> StartAsync(CancellationToken stop)
    {
        var bin = FindBinaries();
        var home = Directory.CreateTempSubdirectory("uso-pg-").FullName;
        var postgres = new PrivatePostgres(bin, home, FreePorts.Take(1)[0]);
        try
        {
            await postgres.StartServerAsync(stop);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await Programs.StopAsync(_keeper, StopWithin);
        }

        if (Directory.Exists(_home))
        {
            Directory.Delete(_home, recursive: true);
        }
    }

    private async Task StartServerAsync(CancellationToken stop)
    {
        if (Environment.UserName == "root")
        {
            await MustAsync("chown", [User, _home], stop);
        }

        var data = Path.Combine(_home, "data");
        await RunAsync("initdb", ["-D", data, "-U", User, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"], stop);
        var (program, arguments) = AsUser(
            "sh", "-c", Keeper, "keeper", _home, Path.Combine(_bin, "postgres"), "-D", data, "-p", _port, "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=200");
        _keeper = Programs.Start(program, arguments, log: null);
        await ReadyAsync(stop);
        await RunAsync("createdb", ["-h", "127.0.0.1", "-p", _port, "-U", User, Database], stop);
    }

    private async Task ReadyAsync(CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await Programs.RunAsync(Path.Combine(_bin, "pg_isready"), ["-h", "127.0.0.1", "-p", _port, "-U", User], stop) is not null)
        {
            if (TimeProvider.System.GetElapsedTime(started) > StartWithin)
            {
                throw new ClusterException($"PostgreSQL did not start:\n{await Programs.TailAsync(Path.Combine(_home, "log"))}");
            }

            await Task.Delay(Look, stop);
        }
    }

    private static string FindBinaries()
    {
        foreach (var directory in (string[])[.. Versions("/usr/lib/postgresql"), "/usr/local/bin", "/usr/bin"])
        {
            if (File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres")))
            {
                return directory;
            }
        }

        throw new ClusterException("the cluster runtime needs PostgreSQL: apt-get install postgresql, or give --connection.");
    }

    private static IEnumerable<string> Versions(string root) => Directory.Exists(root)
        ? Directory.GetDirectories(root)
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(d => Path.Combine(d, "bin"))
        : [];

    /// <summary>The arguments, as the user that PostgreSQL accepts.</summary>
    private static (string Program, string[] Arguments) AsUser(string program, params string[] arguments) =>
        Environment.UserName == "root" ? ("runuser", ["-u", User, "--", program, .. arguments]) : (program, arguments);

    private static async Task MustAsync(string program, string[] arguments, CancellationToken stop)
    {
        if (await Programs.RunAsync(program, arguments, stop) is { } failure)
        {
            throw new ClusterException($"{Path.GetFileName(program)} failed: {failure}");
        }
    }

    private Task RunAsync(string name, string[] arguments, CancellationToken stop)
    {
        var (program, all) = AsUser(Path.Combine(_bin, name), arguments);
        return MustAsync(program, all, stop);
    }
}
