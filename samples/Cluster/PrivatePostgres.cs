using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Uso.Samples.Cluster;

/// <summary>
/// A PostgreSQL of our own: installed binaries, data in a temporary directory, loopback only, gone with the program. PostgreSQL refuses to run as root;
/// started by root, it runs as the user "postgres", which the Debian package makes.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "postgres";
    private const string Database = "uso";

    private readonly string _bin;
    private readonly string _data;

    private readonly int _port;

    private PrivatePostgres(string bin, string data, int port)
    {
        _bin = bin;
        _data = data;
        _port = port;
        Connection = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={Database};Username={User};Max Auto Prepare=20;Maximum Pool Size=30");
    }

    public string Connection { get; }

    /// <summary>The arguments, as the user that PostgreSQL accepts.</summary>
    private static (string Program, string[] Arguments) AsUser(string program, params string[] arguments) =>
        Environment.UserName == "root" ? ("runuser", ["-u", User, "--", program, .. arguments]) : (program, arguments);

    public static async Task<PrivatePostgres> StartAsync(CancellationToken stop)
    {
        var bin = FindBinaries();
        var home = Path.Combine(Path.GetTempPath(), $"uso-pg-{Path.GetRandomFileName()}");
        Directory.CreateDirectory(home);
        if (Environment.UserName == "root")
        {
            await MustAsync("chown", [User, home], stop);
        }

        var data = Path.Combine(home, "data");
        var postgres = new PrivatePostgres(bin, data, FreePort());
        await postgres.RunAsync("initdb", ["-D", data, "-U", User, "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"], stop);
        var port = postgres._port;
        await postgres.RunAsync(
            "pg_ctl",
            ["-D", data, "-w", "-l", Path.Combine(home, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"), "start"],
            stop);
        await postgres.RunAsync("createdb", ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", User, Database], stop);
        return postgres;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", ["-D", _data, "-m", "fast", "-w", "stop"], CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(_data)!, recursive: true);
    }

    private static string FindBinaries()
    {
        foreach (var directory in (string[])[.. Versions("/usr/lib/postgresql"), "/usr/local/bin", "/usr/bin"])
        {
            if (File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "pg_ctl")))
            {
                return directory;
            }
        }

        throw new ClusterException("the cluster runtime needs PostgreSQL: apt-get install postgresql, or give --connection.");
    }

    private static IEnumerable<string> Versions(string root) =>
        Directory.Exists(root) ? Directory.GetDirectories(root).OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [];

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

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
