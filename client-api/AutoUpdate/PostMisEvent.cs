using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Uso.Mis;

namespace Uso.ClientApi.AutoUpdate;

/// <summary>A MIS's webhook. What is about something else is answered well and left: the sender would only send it again.</summary>
internal static class PostMisEvent
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/mis/{mis}/events", HandleAsync)
        .WithTags("AutoUpdate").WithName("PostMisEvent")
        .WithSummary("A MIS tells what became of a school's connection (Wonde: schoolApproved, accessDeclined, accessRevoked, schoolMigration). The same twice is one event.")
        .Allow(Role.MisSupplier);

    private static async Task<Results<Ok<MisEventAnswer>, ProblemHttpResult>> HandleAsync(
        string mis, JsonElement body, CurrentCaller current, IGrainFactory grains, MisCatalog catalog)
    {
        if (catalog.Find(mis) is not IMisEvents sender)
        {
            return Answer.Of(ProblemCodes.MisUnknown, "There is no MIS of that code that sends events.");
        }

        var text = Encoding.UTF8.GetBytes(body.GetRawText());
        MisEvent? told;
        try
        {
            told = sender.ReadEvent(text);
        }
        catch (MisExportException malformed)
        {
            return Answer.Invalid("body", malformed.Message.TrimEnd('.'));
        }

        if (told is null)
        {
            return TypedResults.Ok(new MisEventAnswer { Handled = false });
        }

        var urn = told.Urn is { } given && Urn.TryParse(given, out var parsed) ? parsed : await ConnectedSchools.FindAsync(grains, mis, sender.SchoolIdSetting, told.SchoolId);
        if (urn is null || await grains.School(urn.Value).GetAsync() is null)
        {
            return Answer.Of(ProblemCodes.MisEventNotOurs, "No school here is connected by that id.");
        }

        var outcome = await grains.School(urn.Value).NoteMisEventAsync(current.Caller, new MisEventNote
        {
            EventId = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(mis), 0, .. text])),
            Mis = mis,
            Kind = told.Kind switch
            {
                MisEventKind.Approved => MisEventCode.Approved,
                MisEventKind.Declined => MisEventCode.Declined,
                MisEventKind.Revoked => MisEventCode.Revoked,
                MisEventKind.Migrated => MisEventCode.Migrated,
                _ => MisEventCode.MigrationPlanned,
            },
            IdSetting = sender.SchoolIdSetting,
            SchoolId = told.SchoolId,
            Settings = told.Settings.ToImmutableDictionary(),
        });
        return outcome.TryGet(out var receipt, out var problem)
            ? TypedResults.Ok(new MisEventAnswer { Handled = true, Urn = urn.Value.Value, Repeated = receipt.Repeated })
            : Answer.Of(problem);
    }
}

public sealed record MisEventAnswer
{
    /// <summary>False: it was about nothing that is kept here.</summary>
    public required bool Handled { get; init; }

    /// <summary>It came before, and nothing was done.</summary>
    public bool Repeated { get; init; }

    /// <summary>The school.</summary>
    public string? Urn { get; init; }
}
