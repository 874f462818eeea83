using System.Collections.Immutable;

namespace Uso.ClientApi.Common;

/// <summary>Part of a list that may be long.</summary>
public sealed record ListPage<T>
{
    public required ImmutableArray<T> Items { get; init; }

    /// <summary>How many there are in all.</summary>
    public required int Total { get; init; }
    public required int Skip { get; init; }
}

/// <summary>Which part of a list a caller asks for: <c>skip</c> and <c>take</c>, at most 500.</summary>
internal readonly record struct Paging(int Skip, int Take)
{
    public const int MaxTake = 500;

    private const int DefaultTake = 100;

    /// <summary>False with the answer to give when the caller asks for what cannot be.</summary>
    public static bool TryRead(int? skip, int? take, out Paging paging, out ProblemHttpResult invalid)
    {
        paging = new Paging(skip ?? 0, take ?? DefaultTake);
        invalid = paging switch
        {
            { Skip: < 0 } => Answer.Invalid("skip", "0 or more"),
            { Take: < 1 or > MaxTake } => Answer.Invalid("take", "1 to 500"),
            _ => null!,
        };
        return invalid is null;
    }

    public ListPage<T> Of<T>(ImmutableArray<T> all) => new() { Items = [.. all.Skip(Skip).Take(Take)], Total = all.Length, Skip = Skip };
}
