using Uso.Mis.Gias;

namespace Uso.ClientApi.Gias;

/// <summary>Takes the register's rows in, a few schools at once. A row that fails is told; the others go on.</summary>
internal sealed class GiasImport(IGrainFactory grains, Caller caller)
{
    private const int AtOnce = 8;
    private const int Shown = 1000;
    private readonly Lock _lock = new();
    private readonly GiasAnswer _answer = new();

    public async Task<GiasAnswer> RunAsync(IEnumerable<GiasRow> rows, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (row, _) => await TakeAsync(row));
        _answer.Rejected.Sort((one, other) => one.Row.CompareTo(other.Row));
        _answer.NotOpen.Sort((one, other) => string.CompareOrdinal(one.Urn, other.Urn));
        return _answer;
    }

    private static SchoolPhase PhaseOf(GiasSchool school)
    {
        var type = school.Type ?? "";
        return school.Phase?.ToUpperInvariant() switch
        {
            "NURSERY" => SchoolPhase.Nursery,
            "PRIMARY" or "MIDDLE DEEMED PRIMARY" => SchoolPhase.Primary,
            "SECONDARY" or "MIDDLE DEEMED SECONDARY" => SchoolPhase.Secondary,
            "16 PLUS" => SchoolPhase.SixteenPlus,
            _ when type.Contains("special", StringComparison.OrdinalIgnoreCase) => SchoolPhase.Special,
            _ when type.Contains("referral", StringComparison.OrdinalIgnoreCase) || type.Contains("alternative provision", StringComparison.OrdinalIgnoreCase) => SchoolPhase.PupilReferralUnit,
            _ => SchoolPhase.AllThrough,
        };
    }

    private Task TakeAsync(GiasRow row) => row switch
    {
        { School: { } school } => SchoolAsync(row.Row, school),
        { Link: { } link } => LinkAsync(row.Row, link),
        _ => Count(answer => Reject(answer, row.Row, row.Rule!, row.Field)),
    };

    private async Task SchoolAsync(int row, GiasSchool school)
    {
        if (!Urn.TryParse(school.Urn, out var urn) || !LaCode.TryParse(school.LaCode, out var la))
        {
            await Count(answer => Reject(answer, row, ProblemCodes.InvalidValue, "URN"));
            return;
        }

        var grain = grains.School(urn);
        var before = await grain.GetAsync();

        // The register keeps every school that there ever was.
        if (before is null && string.Equals(school.Status, SchoolDetails.Closed, StringComparison.OrdinalIgnoreCase))
        {
            await Count(answer => answer.ClosedAndNotKnown++);
            return;
        }

        var outcome = await grain.PutAsync(caller, new PutSchool
        {
            Name = school.Name,
            LaCode = school.LaCode,
            EstablishmentNumber = school.EstablishmentNumber,
            Phase = PhaseOf(school),
            Status = school.Status,
            OpenedOn = school.OpenedOn,
            ClosedOn = school.ClosedOn,
        });
        if (!outcome.TryGet(out var after, out var problem))
        {
            await Count(answer => Reject(answer, row, problem.Code, null));
            return;
        }

        await grains.LocalAuthority(la).AddSchoolAsync(urn.Value);
        await Count(answer =>
        {
            answer.Created += before is null ? 1 : 0;
            answer.Updated += before is not null && !before.IsSameAs(after) ? 1 : 0;
            answer.Unchanged += before is not null && before.IsSameAs(after) ? 1 : 0;
            NotOpen(answer, after);
        });
    }

    private async Task LinkAsync(int row, GiasLink link)
    {
        if (!Urn.TryParse(link.Urn, out var urn))
        {
            await Count(answer => Reject(answer, row, ProblemCodes.InvalidValue, "URN"));
            return;
        }

        var outcome = await grains.School(urn).NoteLinkAsync(caller, new SchoolLink { Urn = link.LinkUrn, Type = link.Type, Since = link.Since });
        await Count(answer =>
        {
            if (outcome.TryGet(out var after, out var problem))
            {
                answer.Links++;
                NotOpen(answer, after);
            }
            else if (problem.Code == ProblemCodes.SchoolNotFound)
            {
                answer.LinksOfSchoolsNotKnown++;
            }
            else
            {
                Reject(answer, row, problem.Code, null);
            }
        });
    }

    private Task Count(Action<GiasAnswer> count)
    {
        lock (_lock)
        {
            count(_answer);
        }

        return Task.CompletedTask;
    }

    private static void Reject(GiasAnswer answer, int row, string code, string? field)
    {
        answer.RejectedRows++;
        if (answer.Rejected.Count < Shown)
        {
            answer.Rejected.Add(new GiasRejected(row, code, field));
        }
    }

    private static void NotOpen(GiasAnswer answer, SchoolDetails school)
    {
        if (school.Status is { } status && !status.Equals("Open", StringComparison.OrdinalIgnoreCase))
        {
            answer.NotOpen.RemoveAll(one => one.Urn == school.Urn);
            answer.NotOpen.Add(school);
        }
    }
}

/// <summary>What came of a list of the register.</summary>
public sealed record GiasAnswer
{
    public int Created { get; set; }
    public int Updated { get; set; }
    public int Unchanged { get; set; }

    /// <summary>Closed schools that nobody here had: they are not set up.</summary>
    public int ClosedAndNotKnown { get; set; }

    /// <summary>Links of schools that are known here.</summary>
    public int Links { get; set; }

    public int LinksOfSchoolsNotKnown { get; set; }

    public int RejectedRows { get; set; }

    /// <summary>The first thousand.</summary>
    public List<GiasRejected> Rejected { get; } = [];

    /// <summary>Schools that are known here and not simply open: closed, about to close, about to open; with their successors and predecessors. Nothing was done to them.</summary>
    public List<SchoolDetails> NotOpen { get; } = [];
}

/// <param name="Row">1-based, without the header.</param>
/// <param name="Code">Why.</param>
/// <param name="Field">The column, where it is one.</param>
public sealed record GiasRejected(int Row, string Code, string? Field);
