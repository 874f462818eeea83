using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Uso.Silo.Hosting;

namespace Uso.Samples.Cluster;

/// <summary>The silo program, with the sample's clock: what <see cref="SiloProcess"/> starts.</summary>
internal static class SampleSilo
{
    public static Task<int> RunAsync(string[] args) => SiloHost.RunAsync(args, Configure);

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, ParentLifetime>());
        if (builder.Configuration[SiloProcess.ClockSetting] is { Length: > 0 } file)
        {
            var clock = new SharedClock(file);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));

            // Grains and their reminders live in the sample's time; that silos watch each other does not.
            builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
            builder.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, clock);
            builder.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, clock);
        }
    }
}
