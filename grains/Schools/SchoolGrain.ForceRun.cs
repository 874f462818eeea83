using System.Globalization;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>"Force run": whether and when a person may have the MIS read, as the MIS allows it.</summary>
internal sealed partial class SchoolGrain
{
    private Problem? ForceRunRefused(Caller caller, StartRun start)
    {
        if (caller.Role is Role.System || Descriptor() is not { } mis)
        {
            return null;
        }

        // A look at what an upload would do asks nothing of the MIS.
        var looksOnly = start.DryRun && Puller() is null;
        if (!mis.ForceRun.Allowed && caller.Role is not Role.ServiceDesk && !looksOnly)
        {
            return new Problem(
                ProblemCodes.ForceRunNotAllowed,
                mis.ForceRun.Elsewhere is { } where ? $"With {mis.DisplayName} a run is started {where}. {mis.Schedule.Words}" : $"With {mis.DisplayName} nobody starts a run by hand. {mis.Schedule.Words}");
        }

        return Opens(mis.ForceRun) is { } opens
            ? new Problem(
                ProblemCodes.ForceRunClosed,
                string.Create(CultureInfo.InvariantCulture, $"Not first thing in the morning: {mis.DisplayName} may be read again from {mis.ForceRun.ClosedUntil:HH:mm} in England."))
            { NotBefore = opens }
            : null;
    }

    /// <summary>When a run by hand may begin, while it may not; null now.</summary>
    private DateTimeOffset? Opens(MisForceRun run)
    {
        var now = time.GetUtcNow();
        return run.IsOpen(OvernightWindow.TimeOfDay(now)) ? null : OvernightWindow.OnThatDay(now, run.ClosedUntil!.Value);
    }

    private ForceRunStatus ForceRun(MisForceRun run)
    {
        var opens = run.Allowed ? Opens(run) : null;
        return new ForceRunStatus
        {
            Allowed = run.Allowed,
            Now = run.Allowed && opens is null,
            NotBefore = opens,
            Elsewhere = run.Elsewhere,
            AboutMinutes = run.AboutMinutes,
        };
    }
}
