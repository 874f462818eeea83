using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Uso.GrainInterfaces;

/// <summary>Key of <see cref="ISyncRunGrain"/>: <c>{urn}/{runId}</c>.</summary>
/// <param name="Urn">The school.</param>
/// <param name="RunId">1 to 64 of a-z, 0-9 and hyphen; ids made here sort by time.</param>
public readonly record struct RunKey(Urn Urn, string RunId)
{
    public static RunKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return IsRunId(key[(slash + 1)..]) ? new RunKey(Urn.Parse(key[..slash]), key[(slash + 1)..]) : throw new FormatException("Not a run key.");
    }

    public static bool IsRunId([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    public override string ToString() => $"{Urn}/{RunId}";
}

/// <summary>Key of <see cref="IRosterPageGrain"/>: <c>{urn}/{page}</c>, pages from 0.</summary>
public readonly record struct RosterPageKey(Urn Urn, int Page)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Urn}/{Page}");
}

/// <summary>Key of <see cref="IGroupsPageGrain"/>: <c>{urn}/{year}/{page}</c>; the academic year by the year in which it starts, pages from 0.</summary>
public readonly record struct GroupsPageKey(Urn Urn, int Year, int Page)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Urn}/{Year:0000}/{Page}");
}

/// <summary>Key of <see cref="ISnapshotGrain"/>: <c>{la}/{consumer}</c>.</summary>
public readonly record struct SnapshotKey(LaCode La, ConsumerId Consumer)
{
    public static SnapshotKey Parse(string key) => new(LaCode.Parse(key[..3]), ConsumerId.Parse(key[4..]));

    public override string ToString() => $"{La}/{Consumer}";
}

/// <summary>
/// Key of <see cref="IUpnIndexGrain"/>: <c>{la}{establishment}/{yy}</c>, all three taken from the UPN itself. The serial has three digits,
/// so a shard never holds more than 1,000 permanent UPNs (docs/adr/0002).
/// </summary>
public readonly record struct UpnShardKey
{
    private UpnShardKey(string value) => Value = value;

    public string Value { get; }

    /// <param name="upn">A permanent UPN with a correct check letter: letter, LA (3), establishment (4), year (2), serial (3).</param>
    public static UpnShardKey Of(string upn) => new($"{upn.AsSpan(1, 7)}/{upn.AsSpan(8, 2)}");

    public override string ToString() => Value;
}

/// <summary>Id of a consumer, a learning platform or service: 1 to 40 of a-z, 0-9 and hyphen. Key of <see cref="IConsumerGrain"/>.</summary>
public readonly record struct ConsumerId
{
    private ConsumerId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out ConsumerId id)
    {
        var valid = text is { Length: > 0 and <= 40 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        id = valid ? new ConsumerId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a consumer id.</exception>
    public static ConsumerId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not a consumer id.");

    public override string ToString() => Value;
}

/// <summary>Public part of an access token: 16 of a-z and 0-9. Key of <see cref="IAccessTokenGrain"/>.</summary>
public readonly record struct TokenId
{
    public const int Length = 16;

    private TokenId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out TokenId id)
    {
        var valid = text is { Length: Length } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
        id = valid ? new TokenId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a token id.</exception>
    public static TokenId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not a token id.");

    public override string ToString() => Value;
}
