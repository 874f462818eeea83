namespace Uso.Mis.Tests;

public sealed class MisCatalogTests
{
    private static readonly MisCatalog Catalog = MisCatalog.Default(TimeProvider.System);

    [Fact]
    public void Find_KnownAndUnknownCodes()
    {
        Assert.Equal("SIMS", Catalog.Find("sims")?.Descriptor.DisplayName);
        Assert.IsAssignableFrom<IPullMis>(Catalog.Find("wonde"));
        Assert.Null(Catalog.Find("SIMS"));
    }
}
