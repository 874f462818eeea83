namespace Uso.ClientApi.Access;

internal static class ConsumerAccess
{
    /// <summary>
    /// Null when the consumer may read the LA now. Asked of the consumer itself, not of its token: taking an LA away works at once, for every token.
    /// </summary>
    public static async Task<ProblemHttpResult?> RefusalAsync(IGrainFactory grains, LaCode la, ConsumerId consumer) =>
        await grains.Consumer(consumer).GetAsync() is { } details && details.LocalAuthorities.Contains(la.Value)
            ? null
            : Answer.Of(ProblemCodes.ConsumerUnknown, "No such consumer reads this local authority.");
}
