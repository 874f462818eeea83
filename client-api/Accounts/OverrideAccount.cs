using System.Collections.Immutable;
using System.Globalization;

namespace Uso.ClientApi.Accounts;

internal static class OverrideAccount
{
    private const int MaxValue = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/override", HandleAsync)
        .WithName("OverrideAccount")
        .WithSummary("Sets values over the MIS's. They are what is published, searched and matched, and no export undoes them. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, OverrideAccountBody body, HttpContext context, CurrentCaller current, IGrainFactory grains, TimeProvider clock) =>
        (InvalidFields(id.Kind, body.Fields) ?? AccountDecision.InvalidUntil(body.Until, clock)) is { } invalid
            ? invalid
            : await AccountDecision.StartAsync(context, grains, current.Caller, urn, body.OperationId, new HandAction
            {
                Type = HandActionType.Override,
                Kind = id.Kind,
                MisId = id.MisId,
                Fields = [.. body.Fields.Select(edit => edit with { Value = Tidy(edit) })],
                Reason = body.Reason,
                Until = body.Until,
            });

    private static ProblemHttpResult? InvalidFields(AccountKind kind, ImmutableArray<FieldEdit> fields) =>
        fields.IsDefaultOrEmpty || fields.Select(edit => edit.Field).Distinct().Count() != fields.Length || !fields.All(edit => IsValid(kind, edit))
            ? Answer.Invalid("fields", $"each field once; names of 1 to {MaxValue} characters, dates as yyyy-MM-dd, a UPN of letters and digits for pupils only")
            : null;

    private static bool IsValid(AccountKind kind, FieldEdit edit) => edit.Field switch
    {
        IdentityField.DateOfBirth => edit.Value is null || DateOnly.TryParseExact(edit.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        IdentityField.Upn => kind is AccountKind.Pupil && (edit.Value is null || (edit.Value.Length is > 0 and <= 20 && edit.Value.All(char.IsAsciiLetterOrDigit))),
        IdentityField.PreferredFirstName or IdentityField.PreferredLastName when edit.Value is null => true,
        _ => !string.IsNullOrWhiteSpace(edit.Value) && edit.Value.Length <= MaxValue && !edit.Value.Any(char.IsControl),
    };

    private static string? Tidy(FieldEdit edit) => edit.Field is IdentityField.Upn ? edit.Value?.ToUpperInvariant() : edit.Value?.Trim();
}

public sealed record OverrideAccountBody
{
    public string? OperationId { get; init; }
    public required ImmutableArray<FieldEdit> Fields { get; init; }

    /// <summary>The last day; the next run after it goes back to what the MIS says. Nothing: no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}
