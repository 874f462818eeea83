using System.Net.Sockets;
using Uso.Samples.Generator;
using Uso.Samples.Loading;

namespace Uso.Samples.Mises;

/// <summary>A sample school's MIS as the service meets it: something to set up, and data on a day.</summary>
internal abstract class SchoolMis(SampleSchool school) : IAsyncDisposable
{
    public SampleSchool School => school;

    /// <summary>The port of its fake; 0 where nothing is called.</summary>
    public virtual int Port => 0;

    /// <summary>What the school's settings say. Asked once, when the school is set up.</summary>
    public virtual Dictionary<string, string> Settings => [];

    /// <param name="port">The port of the start before, which the settings name, or 0.</param>
    /// <param name="stop">Gives up.</param>
    public virtual Task StartAsync(int port, CancellationToken stop) => Task.CompletedTask;

    /// <summary>From now on the MIS has what it has on this day.</summary>
    public virtual void Show(SchoolDay day)
    {
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A MIS, or an agent beside it, that sends.</summary>
internal abstract class PushedMis(SampleSchool school) : SchoolMis(school)
{
    /// <summary>Whether it shows who it is, beside the school's licence key.</summary>
    public virtual bool IsSupplier => false;

    public abstract string FileName(SchoolDay day);

    public abstract byte[] Export(SchoolDay day);

    /// <summary>Sends an export. The problem's code when the service refuses it.</summary>
    public abstract Task<(UploadReceipt? Receipt, string? Refused)> SendAsync(UsoClient uso, SchoolDay day, byte[] export, SchoolSecrets secrets, CancellationToken stop);
}

/// <summary>A MIS that is pulled: a fake on this machine.</summary>
internal abstract class PulledMis<TFake>(SampleSchool school) : SchoolMis(school)
    where TFake : IAsyncDisposable
{
    private TFake? _fake;

    public override int Port => Address(Fake).Port;

    protected TFake Fake => _fake ?? throw new InvalidOperationException("The fake was not started.");

    public override async Task StartAsync(int port, CancellationToken stop)
    {
        try
        {
            _fake = await OpenAsync(port, stop);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new SampleException($"the fake {School.Mis} cannot have port {port} on 127.0.0.1 again, which {School.Name} is set up with: {e.Message}", e);
        }
    }

    public override ValueTask DisposeAsync() => _fake?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected abstract Task<TFake> OpenAsync(int port, CancellationToken stop);

    protected abstract Uri Address(TFake fake);
}
