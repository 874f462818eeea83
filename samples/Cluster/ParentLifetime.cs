using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Uso.Samples.Cluster;

/// <summary>
/// A program that lives as long as the one that started it: it stops, in order, when its standard input ends, also when the other was killed. Ctrl-C, which a
/// terminal sends to every program, is left to the other one, who stops them in turn.
/// </summary>
internal sealed class ParentLifetime(IHostApplicationLifetime application) : IHostLifetime, IDisposable
{
    private readonly PosixSignalRegistration _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
    private PosixSignalRegistration? _terminate;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            application.StopApplication();
        });
        _ = StopWithParentAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate?.Dispose();
    }

    private async Task StopWithParentAsync()
    {
        // A thread of its own: reading a console's input blocks.
        await Task.Factory.StartNew(static () => Console.In.ReadToEnd(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        application.StopApplication();
    }
}
