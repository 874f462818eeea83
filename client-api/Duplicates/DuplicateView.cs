namespace Uso.ClientApi.Duplicates;

/// <summary>Two accounts that are likely one person's.</summary>
public sealed record DuplicateView
{
    public required DuplicateAccount First { get; init; }
    public required DuplicateAccount Second { get; init; }

    /// <summary>Stable code of the rule that holds them to be one.</summary>
    public required string Rule { get; init; }

    /// <summary>The evidence as a sentence, the first account's values first.</summary>
    public required string Evidence { get; init; }

    /// <summary>Who said that they are two people; null while nobody has.</summary>
    public TwoPeople? Decision { get; init; }

    internal static async Task<DuplicateView> OfAsync(IGrainFactory grains, DuplicateCase one)
    {
        var first = DuplicateAccount.OfAsync(grains, one.Pair.First, one.Pair.FirstUrn);
        return new DuplicateView
        {
            First = await first,
            Second = await DuplicateAccount.OfAsync(grains, one.Pair.Second, one.Pair.SecondUrn),
            Rule = one.Pair.Rule,
            Evidence = one.Pair.Words,
            Decision = one.Decision,
        };
    }
}

public sealed record DuplicateAccount
{
    public required string Username { get; init; }

    /// <summary>The school that has the account, or had it last.</summary>
    public required string Urn { get; init; }
    public AccountKind Kind { get; init; }
    public PersonIdentity? Identity { get; init; }
    public UserStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    internal static async Task<DuplicateAccount> OfAsync(IGrainFactory grains, string username, string urn)
    {
        var user = await grains.User(GrainInterfaces.Username.Parse(username)).GetAsync();
        return new DuplicateAccount
        {
            Username = username,
            Urn = urn,
            Kind = user?.Kind ?? default,
            Identity = user?.Identity,
            Status = user?.Status ?? default,
            CreatedAt = user?.CreatedAt ?? default,
        };
    }
}
