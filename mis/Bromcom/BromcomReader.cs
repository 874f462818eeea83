using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Bromcom;

/// <summary>Reads an export, whatever its form: a pushed document or a capture.</summary>
internal sealed class BromcomReader(MisLimits limits)
{
    public void Inspect(Stream export)
    {
        using var rows = Open(export);
        rows.NextEntity();
    }

    public DateTimeOffset? ExportedAt(Stream export)
    {
        using var rows = Open(export);
        return rows switch
        {
            BromcomJsonDocument json => json.ExportedAt,
            BromcomXmlDocument xml => xml.ExportedAt,
            _ => null,
        };
    }

    public IEnumerable<ExtractItem> Read(Stream export, ReadSettings settings) =>
        EntityReader.Read(() => Open(export), settings, name => BromcomEntity.Find(name)?.Reports);

    private IEntityRows Open(Stream export)
    {
        ArgumentNullException.ThrowIfNull(export);
        if (export.Length == 0)
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        export.Position = 0;
        var head = FileHead.Of(export);
        export.Position = 0;
        return head.Shape switch
        {
            FileShape.Empty => throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty."),
            FileShape.Zip => BromcomCapture.Open(export, limits),
            FileShape.Xml => new BromcomXmlDocument(new UnclosedStream(export), head),
            FileShape.Text => new BromcomJsonDocument(new UnclosedStream(export)),
            _ => throw BromcomPush.UnknownFormat(),
        };
    }
}
