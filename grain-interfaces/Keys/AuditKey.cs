using System.Globalization;

namespace Uso.GrainInterfaces;

/// <summary>Key of <see cref="IAuditGrain"/>: <c>{scope}/{day}</c>, the scope <c>school-100123</c>, <c>la-830</c> or <c>uso</c>.</summary>
public readonly record struct AuditKey
{
    private const string Everything = "uso";

    private AuditKey(string scope, DateOnly day) => (Scope, Day) = (scope, day);

    public string Scope { get; }

    public DateOnly Day { get; }

    public static AuditKey Of(Urn urn, DateOnly day) => new($"school-{urn}", day);

    public static AuditKey Of(LaCode la, DateOnly day) => new($"la-{la}", day);

    /// <summary>What belongs to no school and no LA.</summary>
    public static AuditKey OfService(DateOnly day) => new(Everything, day);

    /// <exception cref="FormatException">Not an audit key.</exception>
    public static AuditKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var day = DateOnly.ParseExact(key[(slash + 1)..], "O", CultureInfo.InvariantCulture);
        return key[..Math.Max(slash, 0)] switch
        {
            Everything => OfService(day),
            ['l', 'a', '-', .. var la] => Of(LaCode.Parse(la), day),
            ['s', 'c', 'h', 'o', 'o', 'l', '-', .. var urn] => Of(Urn.Parse(urn), day),
            _ => throw new FormatException("Not an audit key."),
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Scope}/{Day:O}");
}
