using Uso.Grains.Schools;

namespace Uso.Grains.LocalAuthorities;

/// <summary>One plan for every school of the LA that has none of its own. Schools read it when they need it.</summary>
internal sealed partial class LocalAuthorityGrain
{
    public async Task<Outcome<LocalAuthorityDetails>> SetRolloverAsync(Caller caller, PutRollover? rollover)
    {
        var la = this.GetPrimaryKeyString();
        if (caller.Role is not Role.ServiceDesk && !(caller.Role is Role.LaOperator && caller.LocalAuthorities.Contains(la)))
        {
            return new Problem(ProblemCodes.Forbidden, "Your role or LA does not allow this.");
        }

        if (rollover is not null && RolloverRules.Invalid(rollover, time.GetUtcNow()) is { } invalid)
        {
            return invalid;
        }

        await AuditAsync(caller, rollover is null ? "rollover-removed" : "rollover-set");
        state.State.Rollover = rollover is null ? null : RolloverRules.Planned(rollover, caller.Subject, time.GetUtcNow());
        await WriteAsync();
        return await GetAsync();
    }
}
