using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Serialization.Configuration;

namespace Uso.Grains.Hosting;

/// <summary>
/// Answers, for an operator who asks all silos through the management grain, what this one says of itself. Orleans finds it by name and exact type, so that
/// whoever asks must know the class.
/// </summary>
public sealed class SiloReport(SiloFactsSource facts, ILocalSiloDetails self) : IControllable
{
    public const string Name = "uso-silo-report";

    /// <summary>Its type is part of the question, on both sides.</summary>
    public static void Allow(IServiceCollection services) => services.Configure<TypeManifestOptions>(types => types.AddAllowedType(typeof(SiloReport)));

    public Task<object?> ExecuteCommand(int command, object? arg) => Task.FromResult<object?>(facts.Read(self.SiloAddress.ToString()));
}
