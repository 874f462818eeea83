namespace Uso.ClientApi.Neighbours;

internal static class LaOf
{
    /// <summary>The LA of a school that was found to exist before the endpoint was called.</summary>
    public static async Task<LaCode> SchoolAsync(IGrainFactory grains, Urn urn) => LaCode.Parse((await grains.School(urn).GetAsync())!.LaCode);
}
