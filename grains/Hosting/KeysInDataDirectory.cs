using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Uso.Grains.Hosting;

/// <summary>Keeps data-protection keys beside the data they protect, in a directory that only the owner reads.</summary>
internal sealed class KeysInDataDirectory(IOptions<UsoGrainOptions> options, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions target)
    {
        var directory = UsoGrainServices.EnsureDataDirectory(Path.Combine(options.Value.DataDirectory, "keys"));
        target.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(directory), loggers);
    }
}
