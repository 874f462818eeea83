using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Uso.EmbeddedRuntime;

/// <summary>Everything the runtime logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The embedded runtime has started with {GrainClasses} grain classes")]
    public static partial void Started(ILogger logger, int grainClasses);

    [LoggerMessage(2, LogLevel.Warning, "The embedded runtime stopped with {Activations} activations that had not drained in time")]
    public static partial void NotDrained(ILogger logger, int activations);

    [LoggerMessage(3, LogLevel.Error, "Grain {GrainId} failed to activate")]
    public static partial void ActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(4, LogLevel.Error, "Grain {GrainId} failed to deactivate cleanly")]
    public static partial void DeactivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(5, LogLevel.Error, "A timer of grain {GrainId} failed")]
    public static partial void TimerFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(6, LogLevel.Warning, "No response within {Timeout} from {Chain}")]
    public static partial void TimedOut(ILogger logger, string chain, TimeSpan timeout);

    [LoggerMessage(7, LogLevel.Warning, "A one-way call failed")]
    public static partial void OneWayFailed(ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "Reminder {Reminder} of grain {GrainId} failed; it ticks again at its next time")]
    public static partial void ReminderFailed(ILogger logger, Exception exception, string reminder, GrainId grainId);

    [LoggerMessage(9, LogLevel.Error, "A storage transaction of {Writes} writes failed and was rolled back")]
    public static partial void TransactionFailed(ILogger logger, Exception exception, int writes);

    [LoggerMessage(10, LogLevel.Warning, "The tick of reminder {Reminder} of grain {GrainId} could not be noted")]
    public static partial void ReminderNotNoted(ILogger logger, Exception exception, string reminder, GrainId grainId);
}
