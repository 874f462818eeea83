using Uso.Mis.Rows;

namespace Uso.Mis.Isams;

/// <summary>An error that the Batch API answers with in place of data, sometimes with status 200.</summary>
/// <param name="Id">What sort of error.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What went wrong; shown to nobody, it may quote what was asked.</param>
internal sealed record IsamsMessage(string Id, string Title, string Description)
{
    public const string Root = "Message";

    /// <summary>The database was busy: the same request works later.</summary>
    public bool IsTransient => Id == "UnhandledException"
        && (Description.Contains("deadlock", StringComparison.OrdinalIgnoreCase) || Description.StartsWith("Lock request time out", StringComparison.OrdinalIgnoreCase));

    /// <summary>The code that it means, for the whole export or for the report that was asked for.</summary>
    public string Code => Id switch
    {
        "InvalidApiKey" => MisErrorCodes.PullUnauthorised,
        "MethodsNotAllocatedToKeyException" => MisErrorCodes.PermissionMissing,
        "MissingParameter" or "FiltersRequiredException" => MisErrorCodes.PullBadSettings,
        _ => MisErrorCodes.ExportErrorFile,
    };

    /// <summary>What to tell the school.</summary>
    public string Words => Id switch
    {
        "InvalidApiKey" => "iSAMS does not accept the Batch API key.",
        "MethodsNotAllocatedToKeyException" => "The Batch API key may not run the methods that the accepted reports need. Add them to the key in iSAMS.",
        "MissingParameter" => "iSAMS got no Batch API key, or not in the form that it expects.",
        "FiltersRequiredException" => "The Batch API key runs a method that needs filters. Take it off the key in iSAMS.",
        _ when IsTransient => "The database of iSAMS was busy; the request is made again.",
        _ => "iSAMS answered with an error of its own in place of data.",
    };

    public MisExportException Refusal() => new(Code, Words);

    /// <summary>Reads the message whose start tag the reader stands on, to the end of the document.</summary>
    public static IsamsMessage Read(XmlRows xml)
    {
        string id = "", title = "", description = "";
        while (xml.ReadElement())
        {
            switch (xml.Name)
            {
                case "MessageId":
                    id = xml.ReadText().Trim();
                    break;
                case "Title":
                    title = xml.ReadText().Trim();
                    break;
                case "Description":
                    description = xml.ReadText().Trim();
                    break;
            }
        }

        return new IsamsMessage(id, title, description);
    }
}
