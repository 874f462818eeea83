using System.Globalization;

namespace Uso.ClientApi.BulkResults;

internal static class GetBulkPeople
{
    private static readonly string[] Header =
    [
        "section", "kind", "misId", "firstName", "lastName", "dateOfBirth", "upn", "yearGroup", "registrationGroup", "username", "reason", "since", "missingSince", "movedTo", "runId",
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/people", HandleAsync)
        .WithName("GetBulkPeople")
        .WithSummary("The people of one section of bulk results, by kind and any part of name, username, UPN, year or class. With Accept: text/csv, all that fit as CSV.")
        .OrCsv()
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<ListPage<BulkPerson>>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Urn urn, Named<BulkSection> section, Named<AccountKind>? kind, string? q, int? skip, int? take, HttpContext context, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        if (q?.Length > RosterPages.MaxText)
        {
            return Answer.Invalid("q", $"at most {RosterPages.MaxText} characters");
        }

        return await AnswerAsync(urn, section.Value, kind?.Value, q, paging, context, grains);
    }

    private static async Task<Results<Ok<ListPage<BulkPerson>>, PushStreamHttpResult, ProblemHttpResult>> AnswerAsync(
        Urn urn, BulkSection section, AccountKind? kind, string? q, Paging paging, HttpContext context, IGrainFactory grains)
    {
        if (CsvAnswer.IsWanted(context))
        {
            var rows = section is BulkSection.Held ? HeldAsync(grains, urn, kind, q) : RosterAsync(grains.Roster(urn), section, kind, q);
            return CsvAnswer.Of(context, $"{section.ToString().ToLowerInvariant()}-{urn}.csv", Header, rows.Select(Cells));
        }

        if (section is BulkSection.Held)
        {
            var held = await HeldAsync(grains, urn, kind, q).ToListAsync();
            return TypedResults.Ok(paging.Of([.. held]));
        }

        var found = await grains.Roster(urn).QueryAsync(section.Query(kind) with { Text = q, Skip = paging.Skip, Take = paging.Take });
        return TypedResults.Ok(new ListPage<BulkPerson>
        {
            Items = [.. found.Entries.Select(entry => BulkPerson.Of(section, entry, entry.DecidedBy))],
            Total = found.Total,
            Skip = paging.Skip,
        });
    }

    private static async IAsyncEnumerable<BulkPerson> RosterAsync(IRosterGrain roster, BulkSection section, AccountKind? kind, string? q)
    {
        for (var skip = 0; ; skip += Paging.MaxTake)
        {
            var page = await roster.QueryAsync(section.Query(kind) with { Text = q, Skip = skip, Take = Paging.MaxTake });
            foreach (var entry in page.Entries)
            {
                yield return BulkPerson.Of(section, entry, entry.DecidedBy);
            }

            if (page.Entries.Length < Paging.MaxTake)
            {
                yield break;
            }
        }
    }

    /// <summary>The steps of the last run's plan that wait for approval.</summary>
    private static async IAsyncEnumerable<BulkPerson> HeldAsync(IGrainFactory grains, Urn urn, AccountKind? kind, string? q)
    {
        if (await LastSync.FindAsync(grains, urn) is not { Phase: RunPhase.Held } run)
        {
            yield break;
        }

        var grain = grains.SyncRun(new RunKey(urn, run.RunId));
        for (var offset = 0; offset < run.Planned; offset += Paging.MaxTake)
        {
            foreach (var item in (await grain.GetPlanAsync(offset, Paging.MaxTake)).Where(item => item.Held && (kind is null || item.Entry.Kind == kind)))
            {
                var person = BulkPerson.Of(BulkSection.Held, item.Entry, $"{item.Action}: {item.Reason}");
                if (string.IsNullOrWhiteSpace(q) || person.Has(q.Trim()))
                {
                    yield return person;
                }
            }
        }
    }

    private static string?[] Cells(BulkPerson person) =>
    [
        person.Section.ToString(), person.Kind.ToString(), person.MisId, person.FirstName, person.LastName,
        person.DateOfBirth?.ToString("O", CultureInfo.InvariantCulture), person.Upn, person.YearGroup, person.RegistrationGroup, person.Username, person.Reason,
        person.Since.ToString("u", CultureInfo.InvariantCulture), person.MissingSince?.ToString("O", CultureInfo.InvariantCulture), person.MovedTo, person.RunId,
    ];
}

/// <summary>One line of bulk results.</summary>
public sealed record BulkPerson
{
    public required BulkSection Section { get; init; }

    /// <summary>Address of the person within the school, for matches and exclusions.</summary>
    public required string Id { get; init; }
    public required AccountKind Kind { get; init; }
    public required string MisId { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Upn { get; init; }
    public string? YearGroup { get; init; }
    public string? RegistrationGroup { get; init; }
    public string? Username { get; init; }

    /// <summary>The rule or the person that put them here.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset Since { get; init; }
    public DateOnly? MissingSince { get; init; }
    public string? MovedTo { get; init; }
    public required string RunId { get; init; }

    internal static BulkPerson Of(BulkSection section, RosterEntry entry, string reason) => new()
    {
        Section = section,
        Id = PersonId.Format(entry.Kind, entry.MisId),
        Kind = entry.Kind,
        MisId = entry.MisId,
        FirstName = entry.Identity.LegalFirstName,
        LastName = entry.Identity.LegalLastName,
        DateOfBirth = entry.Identity.DateOfBirth,
        Upn = entry.Identity.Upn,
        YearGroup = entry.YearGroup,
        RegistrationGroup = entry.RegistrationGroup,
        Username = entry.Username,
        Reason = reason,
        Since = entry.Since,
        MissingSince = entry.MissingSince,
        MovedTo = entry.MovedTo,
        RunId = entry.RunId,
    };

    internal bool Has(string text) =>
        new[] { $"{FirstName} {LastName}", Username, Upn, YearGroup, RegistrationGroup }.Any(value => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
