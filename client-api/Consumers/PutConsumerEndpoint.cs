namespace Uso.ClientApi.Consumers;

internal static class PutConsumerEndpoint
{
    private const int MaxName = 200;
    private const int MaxEntityId = 1024;
    private const int MaxLocalAuthorities = 400;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutConsumer").WithSummary("Sets a consumer up, or changes it and the LAs it may read.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<ConsumerDetails>, ProblemHttpResult>> HandleAsync(
        ConsumerId consumer, PutConsumer body, CurrentCaller current, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > MaxName)
        {
            return Answer.Invalid("name", $"1 to {MaxName} characters");
        }

        if (body.EntityId?.Length > MaxEntityId)
        {
            return Answer.Invalid("entityId", $"at most {MaxEntityId} characters");
        }

        if (body.LocalAuthorities.IsDefault || body.LocalAuthorities.Length > MaxLocalAuthorities
            || !body.LocalAuthorities.All(code => LaCode.TryParse(code, out _)))
        {
            return Answer.Invalid("localAuthorities", $"at most {MaxLocalAuthorities} codes of three digits");
        }

        // Take away first, then store, then give: after a kill at any point the same PUT again ends right.
        var grain = grains.Consumer(consumer);
        var before = await grain.GetAsync();
        foreach (var gone in before?.LocalAuthorities.Except(body.LocalAuthorities) ?? [])
        {
            await grains.LocalAuthority(LaCode.Parse(gone)).RemoveConsumerAsync(consumer.Value);
        }

        var outcome = await grain.PutAsync(current.Caller, body);
        if (outcome.TryGet(out var details, out _))
        {
            foreach (var la in details.LocalAuthorities)
            {
                await grains.LocalAuthority(LaCode.Parse(la)).AddConsumerAsync(consumer.Value);
            }
        }

        return Answer.Ok(outcome);
    }
}
