namespace Uso.GrainInterfaces;

/// <summary>Key of <see cref="ILaDirectoryGrain"/>: the first digit of an LA code.</summary>
public readonly record struct LaDirectoryKey
{
    private LaDirectoryKey(char digit) => Value = digit.ToString();

    public string Value { get; }

    /// <summary>Every key there can be, ascending.</summary>
    public static IEnumerable<LaDirectoryKey> All => "0123456789".Select(digit => new LaDirectoryKey(digit));

    public static LaDirectoryKey Of(LaCode la) => new(la.Value[0]);

    public override string ToString() => Value;
}
