using Microsoft.Extensions.Options;
using Uso.EmbeddedRuntime;
using Uso.Grains.Hosting;

namespace Uso.ClientApi.Hosting;

/// <summary>Embedded build: this process hosts the grains too, on one SQLite file in the data directory.</summary>
internal static class OrleansHosting
{
    private const string DatabaseFile = "uso.db";

    /// <summary>True: nothing else shares the store.</summary>
    public const bool OneProcess = true;

    public static void AddUsoOrleans(this WebApplicationBuilder builder)
    {
        builder.Services.AddUsoGrains(builder.Configuration).AddFileBlobs();
        builder.Services.AddOptions<EmbeddedStorageOptions>().Configure<IOptions<UsoGrainOptions>>((storage, grains) =>
            storage.DatabasePath = Path.Combine(UsoGrainServices.EnsureDataDirectory(grains.Value.DataDirectory), DatabaseFile));
        builder.UseOrleans(silo => silo.UseEmbeddedStorage(_ => { }, StorageNames.Default));
    }
}
