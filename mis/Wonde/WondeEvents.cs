using System.Text.Json;
using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>Wonde's webhooks: <c>schoolApproved</c>, <c>accessDeclined</c>, <c>accessRevoked</c>, <c>schoolMigration</c>.</summary>
internal static class WondeEvents
{
    public static MisEvent? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement);
        }
        catch (JsonException broken)
        {
            throw new MisExportException(MisErrorCodes.ExportMalformed, "The event is not JSON.", broken);
        }
    }

    private static MisEvent? Read(JsonElement json)
    {
        var type = json.FindText("payload_type") ?? throw Malformed("has no payload_type");
        MisEventKind? known = type switch
        {
            "schoolApproved" => MisEventKind.Approved,
            "accessDeclined" => MisEventKind.Declined,
            "accessRevoked" => MisEventKind.Revoked,
            "schoolMigration" => json.FindText("completed_at") is null ? MisEventKind.MigrationPlanned : MisEventKind.Migrated,
            _ => null,
        };
        if (known is not { } kind)
        {
            return null;
        }

        var school = json.FindText("school_id") is { Length: <= 40 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : throw Malformed("has no usable school_id");
        var urn = json.FindText("school_urn");
        if (urn is not null && (urn.Length != 6 || !urn.All(char.IsAsciiDigit)))
        {
            throw Malformed("has no usable school_urn");
        }

        var settings = new Dictionary<string, string> { ["schoolId"] = school };
        if (kind is MisEventKind.Approved && json.FindText("school_token") is { Length: <= 500 } token && token.All(c => c is > ' ' and < '\x7f'))
        {
            settings["token"] = token;
        }

        return new MisEvent(kind, school) { Urn = urn, Settings = settings };
    }

    private static MisExportException Malformed(string what) => new(MisErrorCodes.ExportMalformed, $"The event {what}.");
}
