using Uso.Grains.Audit;

namespace Uso.Grains.Consumers;

/// <inheritdoc cref="IConsumerGrain"/>
[GrainType(GrainTypes.Consumer)]
internal sealed class ConsumerGrain(
    [PersistentState(StorageNames.Consumer, StorageNames.Default)] IPersistentState<ConsumerState> state,
    TimeProvider time) : Grain, IConsumerGrain
{
    private const int NameLength = 200;

    public async Task<Outcome<ConsumerDetails>> PutAsync(Caller caller, PutConsumer details)
    {
        if (caller.Role is not (Role.ServiceDesk or Role.System))
        {
            return new Problem(ProblemCodes.Forbidden, "Only the service desk sets up consumers.");
        }

        if (details.Name.Length is 0 or > NameLength || !details.LocalAuthorities.All(la => LaCode.TryParse(la, out _)))
        {
            return new Problem(ProblemCodes.InvalidValue, "A consumer needs a name of 1 to 200 characters and three-digit LA codes.");
        }

        if (Auditing.IsHuman(caller))
        {
            var now = time.GetUtcNow();
            await GrainFactory.Audit(AuditKey.OfService(Auditing.DayOf(now)))
                .AppendAsync(Auditing.EntryOf(caller, now, "consumer-put", this.GetPrimaryKeyString()));
        }

        state.State = new ConsumerState { Name = details.Name, EntityId = details.EntityId, LocalAuthorities = details.LocalAuthorities };
        await WriteAsync();
        return Details();
    }

    public Task<ConsumerDetails?> GetAsync() => Task.FromResult(state.RecordExists ? Details() : null);

    private ConsumerDetails Details() => new()
    {
        Consumer = this.GetPrimaryKeyString(),
        Name = state.State.Name,
        EntityId = state.State.EntityId,
        LocalAuthorities = state.State.LocalAuthorities,
    };

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}
