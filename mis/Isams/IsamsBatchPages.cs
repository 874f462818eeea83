using System.Text;
using System.Xml.Linq;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Isams;

/// <summary>Requests of the Batch API: one for each list, so that a method that the key lacks costs only its own report.</summary>
internal sealed class IsamsBatchPages(IsamsConnection connection)
{
    // The methods of the teaching sets are unverified.
    private static readonly Dictionary<string, string> Methods = new()
    {
        ["CurrentPupils"] = "Pupil_GetCurrentPupils",
        ["CurrentStaff"] = "HumanResources_GetCurrentStaff",
        ["Sets"] = "Teaching_GetSets",
        ["SetLists"] = "Teaching_GetSetLists",
    };

    public PagedResource Of(IsamsEntity entity)
    {
        var body = new XElement("Filters", new XElement("MethodsToRun", new XElement("Method", Methods[entity.Name])));
        var request = new PullRequest(new Uri(connection.Host, $"api/batch/1.0/xml.ashx?apiKey={connection.BatchKey}"))
        {
            // Whether it is whole is seen here: a parser that believes the declared encoding would say no.
            Expect = PullBody.Any,
            AskAgain = answer => Look(answer, entity) is null,
            Content = Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting)),
            ContentType = "application/xml",
        };
        return new PagedResource(entity.Name, request, (_, answer) => Look(answer, entity) ?? PageLook.Failed(MisErrorCodes.PageMissing));
    }

    /// <summary>Null: cut short, or an error that passes; worth asking again.</summary>
    private static PageLook? Look(ReadOnlyMemory<byte> answer, IsamsEntity entity)
    {
        try
        {
            using var document = Open(answer);
            if (document.Message is { } error)
            {
                return error.IsTransient ? null : PageLook.Failed(error.Code);
            }

            var rows = 0;
            var nowhere = new RowTargets();
            while (document.NextEntity() is { } list)
            {
                while (document.ReadRow(nowhere))
                {
                    rows += list == entity.Name ? 1 : 0;
                }
            }

            return PageLook.Last(rows);
        }
        catch (MisExportException cut) when (cut.Code == MisErrorCodes.ExportTruncated)
        {
            return null;
        }
        catch (MisExportException other)
        {
            return PageLook.Failed(other.Code);
        }
    }

    public static IsamsBatchDocument Open(ReadOnlyMemory<byte> page) =>
        new(CaptureRows.Stream(page), FileHead.Of(CaptureRows.Stream(page), believe: false));
}
