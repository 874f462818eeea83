namespace Uso.ClientApi.Access;

/// <summary>The authenticated caller as an endpoint's parameter.</summary>
internal sealed record CurrentCaller(Caller Caller)
{
    public Role Role => Caller.Role;

    public string Subject => Caller.Subject;

    public static ValueTask<CurrentCaller> BindAsync(HttpContext context) => ValueTask.FromResult(new CurrentCaller(Of(context)));

    /// <exception cref="InvalidOperationException">Nobody is authenticated.</exception>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("Nobody is authenticated.");
}
