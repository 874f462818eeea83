using Uso.ClientApi.People;
using Uso.ClientApi.Runs;
using Uso.Mis;
using Uso.Mis.Ctf;

namespace Uso.ClientApi.Ctf;

/// <summary>Pupils who arrive between two exports. Each becomes a request for a single account, in a run of their own, so that one who cannot be decided stands in nobody's way.</summary>
internal static class PostCtf
{
    private const int MaxPupils = 50;
    private const int MaxOperationId = 90;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/ctf", HandleAsync)
        .WithName("PostCtf")
        .WithSummary("A Common Transfer File as the raw body: each pupil becomes a request for a single account, which a later export links to. Nobody is unallocated. Idempotency-Key is needed.")
        .Accepts<Stream>("*/*")
        .WithMetadata(new SizeLimit(CtfFile.MaxBytes))
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<CtfAnswer>, ProblemHttpResult>> HandleAsync(
        Urn urn, HttpContext context, CurrentCaller current, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!OperationIds.TryRead(context, null, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (operationId.Length > MaxOperationId)
        {
            return Answer.Invalid("operationId", $"at most {MaxOperationId} characters: each pupil's request has its own");
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        CtfFile file;
        try
        {
            file = CtfFile.Read(body);
        }
        catch (MisExportException refusal)
        {
            return Answer.Of(refusal.Code, refusal.Message);
        }

        if (file.Pupils.Count > MaxPupils)
        {
            return Answer.Invalid("pupils", $"at most {MaxPupils} in a file: a whole year comes with the MIS's export");
        }

        if (file.Destination is { LaCode: { } la, EstablishmentNumber: { } number } && await grains.School(urn).GetAsync() is { } school
            && (school.LaCode != la || school.EstablishmentNumber != number))
        {
            return Answer.Of(MisErrorCodes.ExportOtherSchool, "The file is sent to another school.");
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var answers = new List<CtfPupilAnswer>();
        foreach (var pupil in file.Pupils)
        {
            answers.Add(await RequestAsync(grains, urn, current.Caller, $"{operationId}.{pupil.Row}", pupil, today));
        }

        return TypedResults.Ok(new CtfAnswer { Source = file.Source, Pupils = answers });
    }

    private static async Task<CtfPupilAnswer> RequestAsync(IGrainFactory grains, Urn urn, Caller caller, string operationId, CtfPupil pupil, DateOnly today)
    {
        if (pupil.Rule is not null)
        {
            return new CtfPupilAnswer { Row = pupil.Row, Code = pupil.Rule, Field = pupil.Field };
        }

        var who = RequestedIdentity.Trimmed(new PersonIdentity
        {
            LegalFirstName = pupil.Forename!,
            LegalLastName = pupil.Surname!,
            PreferredFirstName = pupil.PreferredForename,
            PreferredLastName = pupil.PreferredSurname,
            DateOfBirth = pupil.DateOfBirth,
            Upn = pupil.Upn,
        });
        if (RequestedIdentity.Wrong(AccountKind.Pupil, who, today) is var (field, _))
        {
            return new CtfPupilAnswer { Row = pupil.Row, Code = MisErrorCodes.RowBadValue, Field = field };
        }

        var action = new HandAction { Type = HandActionType.Request, Kind = AccountKind.Pupil, Identity = who };
        var outcome = await RunAnswer.ByHandAsync(grains, urn, caller, operationId, action);
        if (!outcome.TryGet(out var started, out var problem))
        {
            return new CtfPupilAnswer { Row = pupil.Row, Code = problem.Code };
        }

        var run = await RunAnswer.RestedAsync(grains, urn, started);
        return new CtfPupilAnswer { Row = pupil.Row, RunId = started.RunId, Phase = run?.Phase, Code = run?.Problem?.Code };
    }
}

/// <summary>What came of a Common Transfer File.</summary>
public sealed record CtfAnswer
{
    /// <summary>The school that the pupils come from, as the file has it.</summary>
    public required CtfSchool Source { get; init; }

    public required IReadOnlyList<CtfPupilAnswer> Pupils { get; init; }
}

/// <summary>What came of one pupil: a run, or why there is none.</summary>
public sealed record CtfPupilAnswer
{
    /// <summary>1-based number in the file.</summary>
    public required int Row { get; init; }

    public string? RunId { get; init; }

    /// <summary>Where the run was when it was looked at last.</summary>
    public RunPhase? Phase { get; init; }

    /// <summary>Why there is no run, or why it was refused.</summary>
    public string? Code { get; init; }

    /// <summary>The value that cannot be used.</summary>
    public string? Field { get; init; }
}
