using System.Collections.Immutable;
using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class RestoreManyUnallocated
{
    private const int MaxAccounts = 1000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/unallocated/restore", HandleAsync)
        .WithName("RestoreManyUnallocated").WithSummary("Brings unallocated accounts back, all in one run by hand. One that is not unallocated refuses them all.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, RestoreManyBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (body.Usernames.IsDefaultOrEmpty || body.Usernames.Length > MaxAccounts || body.Usernames.Distinct().Count() != body.Usernames.Length)
        {
            return Answer.Invalid("usernames", $"1 to {MaxAccounts}, each once");
        }

        var entries = await AllAsync(grains.Roster(urn));
        var found = body.Usernames.Select(username => entries.GetValueOrDefault(username)).ToList();
        if (found.Exists(entry => entry is null)
            || (found.Exists(entry => entry!.Status is not RosterStatus.Unallocated) && !await RunAnswer.IsRepeatAsync(grains, urn, operationId)))
        {
            return Answer.NotFound("One of these is no unallocated account of the school.");
        }

        var start = new StartRun
        {
            OperationId = operationId,
            Actions = [.. found.Select(entry => new HandAction
            {
                Type = HandActionType.Restore, Kind = entry!.Kind, MisId = entry.MisId, Username = entry.Username, Reason = body.Reason, Until = body.Until,
            })],
        };
        return RunAnswer.Accepted(urn, await grains.School(urn).StartRunAsync(current.Caller, start));
    }

    private static async Task<Dictionary<string, RosterEntry>> AllAsync(IRosterGrain roster)
    {
        var header = await roster.GetHeaderAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, header.Pages).Select(roster.GetPageAsync));
        return pages.SelectMany(page => page.Entries)
            .Where(entry => entry.Username is not null && entry.Status is not RosterStatus.Moved)
            .GroupBy(entry => entry.Username!)
            .ToDictionary(entries => entries.Key, entries => entries.Last());
    }
}

public sealed record RestoreManyBody
{
    public string? OperationId { get; init; }
    public required ImmutableArray<string> Usernames { get; init; }

    /// <summary>Why. No names of people.</summary>
    public string? Reason { get; init; }

    /// <summary>The last day for which they are kept without an export that has them. Nothing: no end.</summary>
    public DateOnly? Until { get; init; }
}
