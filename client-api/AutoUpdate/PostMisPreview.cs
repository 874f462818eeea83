using System.Collections.Immutable;
using Uso.Mis;
using Uso.Mis.PlainCsv;

namespace Uso.ClientApi.AutoUpdate;

/// <summary>Shows the first rows of a CSV file as a column mapping reads them, before it is saved. Nothing is kept.</summary>
internal static class PostMisPreview
{
    private const int Rows = 20;
    private const int MaxBytes = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/mis/preview", HandleAsync)
        .WithName("PostMisPreview")
        .WithSummary("The first rows of a CSV file under a column mapping, the school's or one to be tried: which columns no field is read from, which values are missing or no dates. Nothing is kept.")
        .WithMetadata(new SizeLimit(2 * MaxBytes))
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<MisPreview>, ProblemHttpResult>> HandleAsync(Urn urn, PostMisPreviewBody body, IGrainFactory grains, MisCatalog catalog)
    {
        if (body.Content.Length is 0 or > MaxBytes)
        {
            return Answer.Invalid("content", $"1 to {MaxBytes} bytes, in base64: the beginning of the file is enough");
        }

        if (string.IsNullOrWhiteSpace(body.FileName))
        {
            return Answer.Invalid("fileName", "tells which report the file is");
        }

        var csv = catalog.All.OfType<CsvMis>().First();
        var settings = body.Settings ?? ((await grains.School(urn).GetMisAsync()) is { } mis && mis.Mis == csv.Descriptor.Code ? mis.Settings : ImmutableDictionary<string, string>.Empty);
        try
        {
            return TypedResults.Ok(MisPreview.Of(csv.Preview(new MemoryStream(body.Content), body.FileName, settings, Rows)));
        }
        catch (MisExportException refusal)
        {
            return Answer.Of(refusal.Code, refusal.Message);
        }
    }
}

public sealed record PostMisPreviewBody
{
    public required string FileName { get; init; }

    /// <summary>The file, or its beginning, in base64.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Settings to be tried; null: the school's.</summary>
    public ImmutableDictionary<string, string>? Settings { get; init; }
}

/// <summary>A file under a mapping.</summary>
public sealed record MisPreview
{
    public required Report Report { get; init; }
    public required IReadOnlyList<string> Header { get; init; }

    /// <summary>Columns that no field is read from.</summary>
    public required IReadOnlyList<string> NotMapped { get; init; }

    /// <summary>The first people, as they would be read.</summary>
    public required IReadOnlyList<ExtractPerson> People { get; init; }

    /// <summary>Rows among them that would be rejected.</summary>
    public required IReadOnlyList<RejectedRow> Rejected { get; init; }

    public static MisPreview Of(CsvPreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new()
        {
            Report = preview.Report,
            Header = preview.Header,
            NotMapped = preview.NotMapped,
            People = [.. preview.Items.OfType<ExtractPerson>()],
            Rejected = [.. preview.Items.OfType<RejectedRow>()],
        };
    }
}
