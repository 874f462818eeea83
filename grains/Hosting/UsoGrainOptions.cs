using System.ComponentModel.DataAnnotations;

namespace Uso.Grains.Hosting;

/// <summary>Settings of a process that hosts grains. Section "Uso". Validated at start.</summary>
public sealed class UsoGrainOptions
{
    public const string Section = "Uso";

    /// <summary>Directory of the database file, blobs, data-protection keys and the first service-desk token. Made with mode 0700 when absent.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Days between a person's first absence from a complete export and their unallocation.</summary>
    [Range(0, 60)]
    public int GraceDays { get; set; } = 3;
}
