using System.Net;
using System.Net.Sockets;

namespace Uso.Samples.Cluster;

/// <summary>Ports of 127.0.0.1 that nobody has.</summary>
internal static class FreePorts
{
    public static int[] Take(int count)
    {
        // All at once: a port that was given back could be given again.
        var sockets = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        sockets.ForEach(socket => socket.Start());
        var ports = sockets.Select(socket => ((IPEndPoint)socket.LocalEndpoint).Port).ToArray();
        sockets.ForEach(socket => socket.Dispose());
        return ports;
    }
}
