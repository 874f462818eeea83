using System.Collections.Immutable;
using System.Text.Json;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>What can be seen of a school's set-up.</summary>
internal sealed record SetUpFacts
{
    /// <summary>Required settings that are not given.</summary>
    public required ImmutableArray<string> Missing { get; init; }
    public required bool HasLicenceKey { get; init; }
    public required bool ReportsAccepted { get; init; }
    public required bool Approved { get; init; }

    /// <summary>Code of what went wrong last and still stands, and when.</summary>
    public string? Trouble { get; init; }
    public DateTimeOffset? TroubleAt { get; init; }
    public CheckedConnection? Check { get; init; }

    /// <summary>An export of this MIS came.</summary>
    public required bool HasExport { get; init; }

    /// <summary>One was read by a run.</summary>
    public required bool HasRead { get; init; }

    /// <summary>One was applied, not only looked at.</summary>
    public required bool Applied { get; init; }

    /// <summary>The run that waits to be looked at; null: none.</summary>
    public string? Preview { get; init; }
    public required bool Enabled { get; init; }
    public required ImmutableDictionary<string, StepConfirmation> Confirmed { get; init; }
}

/// <summary>Where each step of a set-up stands, from what can be seen. Pure.</summary>
internal static class SetUpRules
{
    public static IEnumerable<MisSetUpStep> StepsOf(MisDescriptor mis, MisDescriptor? left) => left?.WhenLeft is { } advice
        ? mis.SetUp.Append(new MisSetUpStep($"leave-{left.Code}", SetUpActor.School, SetUpProof.Confirmed, advice))
        : mis.SetUp;

    public static ImmutableArray<SetUpStep> Of(MisDescriptor mis, MisDescriptor? left, SetUpFacts facts) =>
    [
        .. StepsOf(mis, left).Select(step =>
        {
            var (state, next) = Stands(step, facts);
            return new SetUpStep
            {
                Code = step.Code,
                By = JsonNamingPolicy.CamelCase.ConvertName(step.By.ToString()),
                State = state,
                Next = state is StepState.Done ? null : next ?? step.Do,
                Confirmable = step.Proof is SetUpProof.Confirmed,
                Confirmed = facts.Confirmed.GetValueOrDefault(step.Code),
            };
        }),
    ];

    private static (StepState State, string? Next) Stands(MisSetUpStep step, SetUpFacts facts) => step.Proof switch
    {
        SetUpProof.Settings => facts.Missing.IsEmpty ? Done : (StepState.Pending, $"{step.Do} Missing: {string.Join(", ", facts.Missing)}."),
        SetUpProof.LicenceKey => DoneIf(facts.HasLicenceKey),
        SetUpProof.ReportsAccepted => DoneIf(facts.ReportsAccepted),
        SetUpProof.Approved => facts.Trouble is { } code && MisAdvice.NeedsApproval(code) ? Failed(code) : DoneIf(facts.Approved),
        SetUpProof.ConnectionChecked => Connection(facts),
        SetUpProof.FirstExport => facts.HasExport ? Done : facts.Trouble is { } code ? Failed(code) : Pending,
        SetUpProof.Tested => facts.Applied ? Done : (StepState.Pending, facts.Preview is { } run ? $"{step.Do} It is run {run}." : null),
        SetUpProof.Enabled => DoneIf(facts.Enabled),
        _ => DoneIf(facts.Confirmed.ContainsKey(step.Code)),
    };

    private static (StepState State, string? Next) Connection(SetUpFacts facts)
    {
        // Whichever is newer: a check that passed says nothing of what came after it.
        var trouble = facts.Trouble is { } code && MisAdvice.IsAboutConnection(code) && !(facts.TroubleAt < facts.Check?.At) ? facts.Trouble : null;
        return (trouble, facts.Check) switch
        {
            ({ } newer, _) => Failed(newer),
            (_, { Ok: false } check) => (StepState.Failed, check.Findings.FirstOrDefault(finding => !finding.Ok)?.Words),
            _ => DoneIf(facts.Check is not null || facts.HasRead),
        };
    }

    private static readonly (StepState State, string? Next) Done = (StepState.Done, null);

    private static readonly (StepState State, string? Next) Pending = (StepState.Pending, null);

    private static (StepState State, string? Next) DoneIf(bool done) => done ? Done : Pending;

    private static (StepState State, string? Next) Failed(string code)
    {
        var advice = MisAdvice.For(code);
        return (StepState.Failed, $"{advice.Words} {advice.Do}");
    }
}
