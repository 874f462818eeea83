using System.Net.Sockets;
using Uso.Fakes.Wonde;
using Uso.Samples.Generator;

namespace Uso.Samples.Loading;

/// <summary>The fake Wonde with the sample's Wonde schools in it.</summary>
internal sealed class WondeSchools : IAsyncDisposable
{
    private const string Token = "fake-token";

    private readonly WondeFake _fake;

    private WondeSchools(WondeFake fake) => _fake = fake;

    public int Port => new Uri(_fake.BaseUrl).Port;

    /// <param name="port">The port of the start before, or 0.</param>
    public static async Task<WondeSchools> StartAsync(int port, CancellationToken stop)
    {
        var options = new WondeFakeOptions
        {
            Schools = [.. Northmoor.Schools.Where(s => s.IsWonde).Select(WondeDataset.New)],
            Tokens = [Token],
            PageSize = 250,
            Port = port,
        };
        try
        {
            return new WondeSchools(await WondeFake.StartAsync(options, stop));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new SampleException($"the fake Wonde cannot have port {port} on 127.0.0.1 again, which its schools are set up with: {e.Message}", e);
        }
    }

    /// <summary>From now on Wonde answers as on this day.</summary>
    public void Show(SampleDay day)
    {
        foreach (var school in day.Schools.Where(s => s.School.IsWonde))
        {
            WondeDataset.Fill(_fake.Schools.First(s => s.Id == school.School.WondeId), school);
        }
    }

    public Dictionary<string, string> Settings(SampleSchool school) => new()
    {
        ["baseUrl"] = _fake.BaseUrl,
        ["schoolId"] = school.WondeId,
        ["token"] = Token,
    };

    public ValueTask DisposeAsync() => _fake.DisposeAsync();
}
