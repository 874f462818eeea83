using System.Globalization;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>Yesterday's file sent again would take back today's changes: it is refused, with the reason.</summary>
internal sealed partial class SchoolGrain
{
    /// <summary>A clock that is wrong by more says nothing.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    /// <summary>Null when the upload may be processed: nothing newer of its kind was.</summary>
    private Problem? Outdated(UploadRecord upload)
    {
        var processed = state.State.Uploads.Where(one => one.State is UploadState.Processed && Series(one) == Series(upload)).ToList();
        if (upload.ExportedAt is { } exported)
        {
            var newer = processed.Where(one => one.ExportedAt > exported).MaxBy(one => one.ExportedAt);
            return newer is null
                ? null
                : Old(string.Create(CultureInfo.InvariantCulture, $"It was exported at {exported:u}, and upload {newer.UploadId}, exported at {newer.ExportedAt:u}, was processed already."));
        }

        // Without a time, only bytes that were processed before can be known to be old.
        return processed.Exists(one => one.Sha256 == upload.Sha256) && processed[^1].Sha256 != upload.Sha256
            ? Old($"The same file was processed before, and upload {processed[^1].UploadId} since. If the school's data really went back, send it with the time of its export.")
            : null;
    }

    /// <summary>
    /// Single reports follow each other by name, whatever date the name carries; an archive follows an archive. Without a name it is an archive: a single report that has none is
    /// refused when it comes.
    /// </summary>
    private static string Series(UploadRecord upload)
    {
        var name = upload.FileName ?? "";
        return name.Length == 0 || name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? ".zip" : string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();
    }

    /// <summary>When the export was made, as far as its sender can be believed.</summary>
    private DateTimeOffset? Believable(DateTimeOffset? exportedAt) => exportedAt - ClockTolerance > time.GetUtcNow() ? null : exportedAt?.ToUniversalTime();

    private static Problem Old(string why) => new(MisErrorCodes.ExportOld, $"This is an old export. {why}");
}
