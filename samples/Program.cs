using System.CommandLine;
using Uso.Samples.Loading;

// Signals are handled by the command itself: it stops in order, however long that takes.
return await RunCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
