using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Uso.Fakes.Alerts;

/// <summary>An e-mail as the server took it: envelope, and everything between DATA and the dot.</summary>
public sealed record Mail(string From, IReadOnlyList<string> To, string Data);

/// <summary>A mail server on the loopback address that keeps what it is given. As much of RFC 5321 as a client needs to hand over a message; no TLS, no sign-in.</summary>
public sealed class SmtpFake : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _refuseNext;

    private SmtpFake(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Arrivals<Mail> Mails { get; } = new();

    /// <summary>How many of the next messages are refused for the time being.</summary>
    public void RefuseNext(int count) => Volatile.Write(ref _refuseNext, count);

    public static SmtpFake Start(int port = 0) => new(port);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using var stream = client.GetStream();
                await TalkAsync(new StreamReader(stream, Encoding.UTF8), new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true });
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to) = ("", new List<string>());
        await writer.WriteLineAsync("220 fake ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync("250-fake\r\n250 8BITMIME");
                    break;
                case "MAIL" when Interlocked.Decrement(ref _refuseNext) >= 0:
                    await writer.WriteLineAsync("451 not now");
                    break;
                case "MAIL":
                    (from, to) = (Address(line), []);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    to.Add(Address(line));
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    Mails.Add(new Mail(from, to, await DataAsync(reader)));
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            data.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        }

        return data.ToString();
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
