using System.Collections.Immutable;
using Uso.Grains.Audit;
using Uso.Grains.Secrets;

namespace Uso.Grains.Tokens;

/// <inheritdoc cref="IAccessTokenGrain"/>
[GrainType(GrainTypes.AccessToken)]
internal sealed class AccessTokenGrain(
    [PersistentState(StorageNames.AccessToken, StorageNames.Default)] IPersistentState<AccessTokenState> state,
    TimeProvider time) : Grain, IAccessTokenGrain
{
    private const int LabelLength = 100;

    public async Task<Outcome<Done>> IssueAsync(Caller caller, IssueToken token)
    {
        if (caller.Role is not (Role.ServiceDesk or Role.System))
        {
            return new Problem(ProblemCodes.Forbidden, "Only the service desk issues tokens.");
        }

        if (token.Role is Role.System or Role.Agent)
        {
            return new Problem(ProblemCodes.InvalidValue, "That role is never given to a token.");
        }

        if (token.Label.Length is 0 or > LabelLength)
        {
            return new Problem(ProblemCodes.InvalidValue, "A token needs a label of 1 to 100 characters.");
        }

        if (ScopeProblem(token) is { } problem)
        {
            return problem;
        }

        if (state.RecordExists)
        {
            return new Problem(ProblemCodes.OperationIdReused, "The token id is in use.");
        }

        await AuditAsync(caller, "token-issued", token.Schools, token.LocalAuthorities, token.Label);
        state.State = new AccessTokenState
        {
            SecretSha256 = token.SecretSha256,
            ExpiresAt = token.ExpiresAt,
            Label = token.Label,
            IssuedBy = caller.Subject,
            IssuedAt = time.GetUtcNow(),
            Caller = new Caller
            {
                Subject = this.GetPrimaryKeyString(),
                Role = token.Role,
                Schools = token.Schools,
                LocalAuthorities = token.LocalAuthorities,
                Consumer = token.Consumer,
            },
        };
        await WriteAsync();
        return Done.Instance;
    }

    public Task<Caller?> AuthenticateAsync(string secret)
    {
        // The comparison is made for unknown tokens too, so that time does not tell which ids exist.
        var hash = state.State.SecretSha256 ?? SecretHash.Of("no such token");
        var matches = SecretHash.Matches(secret, hash);
        var alive = state.State is { Caller: not null, RevokedAt: null } && !(state.State.ExpiresAt <= time.GetUtcNow());
        return Task.FromResult(matches && alive ? state.State.Caller : null);
    }

    public async Task<Outcome<Done>> RevokeAsync(Caller caller)
    {
        if (caller.Role is not (Role.ServiceDesk or Role.System))
        {
            return new Problem(ProblemCodes.Forbidden, "Only the service desk revokes tokens.");
        }

        if (state is { RecordExists: true, State.RevokedAt: null })
        {
            await AuditAsync(caller, "token-revoked", state.State.Caller?.Schools ?? [], state.State.Caller?.LocalAuthorities ?? [], state.State.Label);
            state.State.RevokedAt = time.GetUtcNow();
            await WriteAsync();
        }

        return Done.Instance;
    }

    /// <summary>On record wherever the token may act; with the service's own when it is bound to no place.</summary>
    private async Task AuditAsync(Caller caller, string action, ImmutableArray<string> schools, ImmutableArray<string> localAuthorities, string? label)
    {
        if (!Auditing.IsHuman(caller))
        {
            return;
        }

        var now = time.GetUtcNow();
        var day = Auditing.DayOf(now);
        var entry = Auditing.EntryOf(caller, now, action, this.GetPrimaryKeyString(), label, id: $"{this.GetPrimaryKeyString()}/{action}");
        AuditKey[] places =
        [
            .. schools.Select(urn => AuditKey.Of(Urn.Parse(urn), day)),
            .. localAuthorities.Select(la => AuditKey.Of(LaCode.Parse(la), day)),
        ];
        foreach (var place in places.DefaultIfEmpty(AuditKey.OfService(day)))
        {
            await GrainFactory.Audit(place).AppendAsync(entry);
        }
    }

    private static Problem? ScopeProblem(IssueToken token) => token.Role switch
    {
        Role.HeadTeacher or Role.SchoolAdmin when token.Schools.IsEmpty || !token.Schools.All(urn => Urn.TryParse(urn, out _)) =>
            new Problem(ProblemCodes.InvalidValue, "This role needs the URNs of its schools."),
        Role.LaOperator or Role.Consumer when token.LocalAuthorities.IsEmpty || !token.LocalAuthorities.All(la => LaCode.TryParse(la, out _)) =>
            new Problem(ProblemCodes.InvalidValue, "This role needs the codes of its local authorities."),
        Role.Consumer when !ConsumerId.TryParse(token.Consumer, out _) =>
            new Problem(ProblemCodes.InvalidValue, "This role needs its consumer's id."),
        _ => null,
    };

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}
