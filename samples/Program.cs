using System.CommandLine;
using Uso.Samples.Cluster;
using Uso.Samples.Loading;

if (args is [SiloProcess.Command, ..])
{
    return await SampleSilo.RunAsync(args[1..]);
}

// Signals are handled by the command itself: it stops in order, however long that takes.
return await RunCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
