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

    [Fact]
    public void Descriptors_HoldTogether()
    {
        foreach (var descriptor in Catalog.All.Select(m => m.Descriptor))
        {
            Assert.Equal(descriptor.Reports.Order(), descriptor.Fields.Select(f => f.Report).Distinct().Order());
            Assert.Equal(descriptor.Fields.Count, descriptor.Fields.Select(f => (f.Report, f.Field)).Distinct().Count());
            Assert.Subset(descriptor.Settings.ToHashSet(), descriptor.SecretSettings.ToHashSet());
            Assert.All(descriptor.Reports, report => Assert.Contains(descriptor.Fields, f => f.Report == report && f.Mandatory));
        }
    }
}
