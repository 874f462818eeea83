namespace Uso.ClientApi.AutoUpdate;

/// <summary>Finds a school by its id at a MIS. Goes through all of them: asked only for the rare event that does not name the URN.</summary>
internal static class ConnectedSchools
{
    private const int AtOnce = 64;

    public static async Task<Urn?> FindAsync(IGrainFactory grains, string mis, string setting, string id)
    {
        foreach (var la in (await Task.WhenAll(LaDirectoryKey.All.Select(key => grains.LaDirectory(key).GetAsync()))).SelectMany(some => some))
        {
            foreach (var some in (await grains.LocalAuthority(LaCode.Parse(la)).GetAsync()).Schools.Chunk(AtOnce))
            {
                var configured = await Task.WhenAll(some.Select(async urn => (Urn: urn, Mis: await grains.School(Urn.Parse(urn)).GetMisAsync())));
                if (Array.Find(configured, one => one.Mis?.Mis == mis && one.Mis.Settings.GetValueOrDefault(setting) == id) is { Urn: { } found })
                {
                    return Urn.Parse(found);
                }
            }
        }

        return null;
    }
}
