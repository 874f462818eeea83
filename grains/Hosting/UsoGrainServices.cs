using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Uso.Grains.Alerts;
using Uso.Grains.Blobs;
using Uso.Mis;
using Uso.Mis.Pulling;

namespace Uso.Grains.Hosting;

/// <summary>What grains need from the process that hosts them, on either runtime.</summary>
public static class UsoGrainServices
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Options, MIS readers, encryption of secrets. The blob store is the host's choice: <see cref="AddFileBlobs"/> or <see cref="AddPostgresBlobs"/>.</summary>
    public static IServiceCollection AddUsoGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UsoGrainOptions>()
            .Bind(configuration.GetSection(UsoGrainOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<AlertOptions>()
            .Bind(configuration.GetSection(AlertOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IAlertSender, WebhookSender>();
        services.AddSingleton<IAlertSender, MailSender>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<PullOptions>()
            .Bind(configuration.GetSection(PullOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider => MisCatalog.Default(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<PullOptions>>().Value));
        services.AddMetrics();
        services.AddSingleton<RunTelemetry>();
        services.AddSingleton<SlowCallLog>();
        services.AddSingleton<SiloFactsSource>();
        AddKeys(services, configuration);
        return services;
    }

    /// <summary>Blobs and data-protection keys as files under the data directory: one machine.</summary>
    public static IServiceCollection AddFileBlobs(this IServiceCollection services)
    {
        services.AddSingleton<IBlobStore, FileBlobStore>();
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeysInDataDirectory>();
        return services;
    }

    /// <summary>
    /// Blobs and data-protection keys in PostgreSQL, which all silos and API instances share. Without a certificate for the keys the process does not start:
    /// whoever could read the database, or a backup, could read the secrets in it.
    /// </summary>
    public static IServiceCollection AddPostgresBlobs(this IServiceCollection services, string connectionString)
    {
        services.AddOptions<KeyProtectionOptions>().Validate(
            keys => keys.HasCertificate || keys.InClear,
            $"{KeyProtectionOptions.Section}:Certificate and :PrivateKey are not set: the keys in the database would be readable. For a trial, set {KeyProtectionOptions.Section}:InClear.");
        services.TryAddSingleton(NpgsqlDataSource.Create(connectionString));
        services.AddSingleton<IBlobStore, PostgresBlobStore>();
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeysInPostgres>();
        return services;
    }

    private static void AddKeys(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(KeyProtectionOptions.Section);
        services.AddOptions<KeyProtectionOptions>().Bind(section)
            .Validate(keys => keys.IsComplete, $"{KeyProtectionOptions.Section}: each certificate needs its private key, and each key its certificate.")
            .ValidateOnStart();
        var protection = services.AddDataProtection().SetApplicationName("uso");
        if (section.Get<KeyProtectionOptions>() is { HasCertificate: true, IsComplete: true } keys)
        {
            var certificates = keys.Load();
            protection.ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate(certificates);
        }
    }

    /// <summary>Makes the data directory, readable by its owner alone.</summary>
    public static string EnsureDataDirectory(string path)
    {
        var full = Path.GetFullPath(path);
        if (!Directory.Exists(full))
        {
            Directory.CreateDirectory(full);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(full, OwnerOnly);
            }
        }

        return full;
    }
}
