using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Storage;
using Uso.EmbeddedRuntime.Hosting;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime;

/// <summary>What only the embedded runtime has; the hosting file of the embedded build is the one place to use it.</summary>
public static class EmbeddedRuntimeExtensions
{
    /// <summary>Sets how the runtime behaves.</summary>
    public static ISiloBuilder ConfigureEmbeddedRuntime(this ISiloBuilder builder, Action<EmbeddedRuntimeOptions> configure)
    {
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Adds an assembly of grain classes. Without any, they are found from the program's references.</summary>
    public static ISiloBuilder AddGrainAssembly(this ISiloBuilder builder, Assembly assembly) =>
        builder.ConfigureEmbeddedRuntime(o => o.GrainAssemblies.Add(assembly));

    /// <summary>Keeps states and reminders in a SQLite file, under the given storage names or under "Default".</summary>
    public static ISiloBuilder UseEmbeddedStorage(
        this ISiloBuilder builder, Action<EmbeddedStorageOptions> configure, params string[] storageNames)
    {
        builder.Services.Configure(configure);
        string[] names = storageNames.Length == 0 ? ["Default"] : storageNames;
        builder.ConfigureEmbeddedRuntime(o => o.DefaultStorageName = names[0]);
        foreach (var name in names)
        {
            builder.Services.AddKeyedSingleton<IGrainStorage>(name, (s, _) => s.GetRequiredService<SqliteGrainStorage>());
        }

        return builder;
    }

    /// <summary>Stops the runtime as a crash would: nothing is drained and nothing flushed. For tests.</summary>
    public static Task KillEmbeddedRuntimeAsync(this IHost host) => host.Services.GetRequiredService<EmbeddedSiloLifetime>().KillAsync();
}
