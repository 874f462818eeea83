using Uso.Mis.Captures;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Isams;

/// <summary>Reads an export, whatever its form: a capture of either API, or an answer of the Batch API as it came.</summary>
internal sealed class IsamsReader(string mis, MisLimits limits)
{
    public void Inspect(Stream export)
    {
        using var rows = Open(export);
        rows.NextEntity();
    }

    public IEnumerable<ExtractItem> Read(Stream export, ReadSettings settings) =>
        EntityReader.Read(() => Open(export), settings, Find);

    private static EntityReport[]? Find(string name) =>
        IsamsEntity.Rest.Concat(IsamsEntity.Batch).FirstOrDefault(entity => entity.Name == name) is { } found ? [found.Reading] : null;

    private IEntityRows Open(Stream export)
    {
        ArgumentNullException.ThrowIfNull(export);
        if (export.Length == 0)
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        export.Position = 0;
        var head = FileHead.Of(export, believe: false);
        export.Position = 0;
        return head.Shape switch
        {
            FileShape.Empty => throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty."),
            FileShape.Zip => OpenCapture(export),
            FileShape.Xml => OpenBatch(export, head),
            _ => throw IsamsMis.UnknownFormat(),
        };
    }

    private static IsamsBatchDocument OpenBatch(Stream export, FileHead head)
    {
        var document = new IsamsBatchDocument(new UnclosedStream(export), head);
        if (document.Message is not { } error)
        {
            return document;
        }

        document.Dispose();
        throw error.Refusal();
    }

    // Every resource of the Batch API is a page that has one list; the lists of the sets' pupils are pages in the order of the sets.
    private CaptureRows OpenCapture(Stream export)
    {
        var sets = new List<string>();
        return new CaptureRows(CaptureReader.Open(export, limits, mis), (resource, number, page) =>
        {
            if (IsamsEntity.Batch.Any(list => list.Name == resource))
            {
                return new BatchPageRows(IsamsBatchPages.Open(page), resource);
            }

            if (resource == IsamsRestPages.SetLists)
            {
                return new SetListRows(new JsonPageRows(page, "students"), number <= sets.Count ? sets[number - 1] : throw CaptureReader.Truncated());
            }

            if (resource == "sets")
            {
                sets.AddRange(IsamsRestPages.IdsOf(page));
            }

            return new JsonPageRows(page, resource);
        });
    }

    private sealed class BatchPageRows : IPageRows
    {
        private readonly IsamsBatchDocument _document;
        private bool _there;

        public BatchPageRows(IsamsBatchDocument document, string list)
        {
            _document = document;
            string? found;
            do
            {
                found = document.NextEntity();
            }
            while (found is not null && found != list);
            _there = found is not null;
        }

        public bool ReadRow(RowTargets targets) => _there && (_there = _document.ReadRow(targets));

        public void Dispose() => _document.Dispose();
    }

    private sealed class SetListRows(JsonPageRows rows, string set) : IPageRows
    {
        public bool ReadRow(RowTargets targets)
        {
            if (!rows.ReadRow(targets))
            {
                return false;
            }

            targets.Put(IsamsColumns.SetIdOfPage, set);
            return true;
        }

        public void Dispose() => rows.Dispose();
    }
}
