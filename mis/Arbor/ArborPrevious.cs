using Uso.Mis.Captures;

namespace Uso.Mis.Arbor;

/// <summary>The capture of an earlier night, when there is a usable one: on a quiet night its pages are taken over whole, so that everybody in them is there again.</summary>
internal sealed class ArborPrevious : IDisposable
{
    private readonly Stream _stream;
    private readonly CaptureReader _capture;

    private ArborPrevious(Stream stream, CaptureReader capture, CaptureNight night)
    {
        _stream = stream;
        _capture = capture;
        Night = night;
    }

    public CaptureNight Night { get; }

    /// <summary>Null when there is none, or none that this version reads: then everything is fetched.</summary>
    public static async Task<ArborPrevious?> OpenAsync(PullSettings settings, MisLimits limits, string mis, CancellationToken cancellationToken)
    {
        if (settings.Previous is not { } open || await open(cancellationToken) is not { } stream)
        {
            return null;
        }

        CaptureReader? capture = null;
        try
        {
            capture = CaptureReader.Open(stream, limits, mis);
            return new ArborPrevious(stream, capture, CaptureNight.Of(capture.Manifest));
        }
        catch (MisExportException)
        {
            capture?.Dispose();
            await stream.DisposeAsync();
            return null;
        }
    }

    /// <summary>Whether it has every one of the entities, each to its last page, and people in it.</summary>
    public bool Has(IEnumerable<ArborEntity> entities) =>
        entities.Where(entity => entity.IsQuiet).All(entity => Of(entity) is { Outcome: CaptureResource.Complete } whole && (whole.Records > 0 || !entity.IsOfPeople));

    public IReadOnlyList<CaptureResource> Copy(CaptureWriter writer, IEnumerable<ArborEntity> entities)
    {
        var copied = new List<CaptureResource>();
        foreach (var resource in entities.Select(Of).OfType<CaptureResource>())
        {
            for (var page = 1; page <= resource.Pages; page++)
            {
                writer.WritePage(resource.Name, page, _capture.Page(resource.Name, page).Span);
            }

            copied.Add(resource);
        }

        return copied;
    }

    public void Dispose()
    {
        _capture.Dispose();
        _stream.Dispose();
    }

    private CaptureResource? Of(ArborEntity entity) => _capture.Manifest.Resources.FirstOrDefault(resource => resource.Name == entity.Name);
}
