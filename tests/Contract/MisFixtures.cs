namespace Uso.Mis.Contract;

/// <summary>Every fixture, found by its class.</summary>
public static class MisFixtures
{
    private static readonly Dictionary<string, Type> ByCode = typeof(MisFixture).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(MisFixture)) && !type.IsAbstract)
        .ToDictionary(type => New(type).Code, StringComparer.Ordinal);

    /// <summary>Codes of the MISs that have one.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. ByCode.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A new fixture, not started.</summary>
    public static MisFixture Of(string code) => New(ByCode[code]);

    private static MisFixture New(Type type) => (MisFixture)Activator.CreateInstance(type)!;
}
