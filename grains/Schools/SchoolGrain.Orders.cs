using System.Collections.Immutable;
using System.Globalization;
using Uso.Grains.Rosters;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>What may be asked of a run, and what the run is told: everything it needs, so that it never reads a setting that changed under it.</summary>
internal sealed partial class SchoolGrain
{
    private const int OperationIdLength = 100;
    private const int ShortestReason = 10;
    private const int LongestReason = 500;
    private static readonly TimeSpan LongestOverride = TimeSpan.FromDays(14);

    private Outcome<RunOrder> SyncOrder(RunOrder order, string? uploadId)
    {
        if (Descriptor() is not { Code: var code, Route: var route })
        {
            return NoMis();
        }

        if (state.State.AcceptedReports.IsEmpty)
        {
            return new Problem(ProblemCodes.ReportsNotAccepted, "Accept the reports first.");
        }

        if (state.State.MisChange is { } change)
        {
            order = order with { DryRun = true, ChangedFrom = change.From };
        }

        order = order with { Mis = code, AcceptedReports = state.State.AcceptedReports, OptOuts = state.State.OptOuts, Gates = GatesInForce(), ReadSettings = route is MisRoute.File ? state.State.Settings : ImmutableDictionary<string, string>.Empty };
        if (Puller() is not null)
        {
            return order;
        }

        // What was refused is looked at again when it is asked for by name, or by an override that lifts the refusal.
        var upload = state.State.Uploads.LastOrDefault(one => IsOfThisMis(one) && (uploadId is not null
            ? one.UploadId == uploadId
            : order.Override is not null || one.State is not UploadState.Refused));
        return upload is null
            ? new Problem(ProblemCodes.NoUpload, "The school has no upload to process.")
            : upload.ForgottenAt is not null ? new Problem(ProblemCodes.RunDataGone, "The upload is older than exports are kept: send a new one.")
            : order with { UploadId = upload.UploadId, Sha256 = upload.Sha256, FileName = upload.FileName, Outdated = Outdated(upload) };
    }

    private Problem? Invalid(Caller caller, StartRun start)
    {
        if (start.OperationId.Length is 0 or > OperationIdLength)
        {
            return new Problem(ProblemCodes.InvalidValue, "An operation id has 1 to 100 characters.");
        }

        if (start.Override is { } lift)
        {
            if (caller.Role is not Role.ServiceDesk)
            {
                return NotAllowed();
            }

            if (lift.Reason.Length is < ShortestReason or > LongestReason || lift.ExpiresAt <= time.GetUtcNow() || lift.ExpiresAt > time.GetUtcNow() + LongestOverride)
            {
                return new Problem(ProblemCodes.InvalidValue, "An override needs a reason of 10 to 500 characters and an expiry within the next 14 days.");
            }
        }

        if (start.Actions.Length > 1 && start.Actions.Any(action => action.IsMerger()))
        {
            return new Problem(ProblemCodes.InvalidValue, "One run joins or parts two accounts and does nothing else.");
        }

        if (start.Bulk is { } bulk && (!start.Actions.IsEmpty || !IsComplete(bulk)))
        {
            return new Problem(
                ProblemCodes.InvalidValue,
                "A bulk decision is match, create, exclude or leave; a match names fields that must be the same, of firstName, lastName, dateOfBirth, upn and school.");
        }

        return start.Actions.All(IsComplete) ? null : new Problem(ProblemCodes.InvalidValue, "An action lacks its person or account.");
    }

    private static bool IsComplete(HandAction action) => action.Type switch
    {
        HandActionType.Match => action.MisId is not null && Username.TryParse(action.Username, out _),
        HandActionType.Merge => Username.TryParse(action.Username, out _) && Username.TryParse(action.Retired, out _) && action.Username != action.Retired,
        HandActionType.Split => Username.TryParse(action.Retired, out _),
        HandActionType.TakeBack => action.MisId is not null && action.Then switch
        {
            null or HandActionType.Create or HandActionType.Exclude => action.Username is null,
            HandActionType.Match => Username.TryParse(action.Username, out _),
            _ => false,
        },
        HandActionType.Request => action is { MisId: null, Identity: { LegalFirstName.Length: > 0, LegalLastName.Length: > 0 } },
        HandActionType.Exclude when action.MisId is null => action.Identity is { LegalFirstName.Length: > 0, LegalLastName.Length: > 0, DateOfBirth: not null },
        HandActionType.Override => !string.IsNullOrEmpty(action.MisId) && !action.Fields.IsEmpty && action.Fields.All(IsPossible)
            && action.Fields.Select(edit => edit.Field).Distinct().Count() == action.Fields.Length,
        _ => !string.IsNullOrEmpty(action.MisId),
    };

    private static bool IsComplete(BulkDecision bulk) =>
        bulk.Type is HandActionType.Match or HandActionType.Create or HandActionType.Exclude or HandActionType.Leave
        && bulk.Filter.Same.All(CaseRules.EvidenceFields.Contains)
        && (bulk.Type is not HandActionType.Match || !bulk.Filter.Same.IsEmpty);

    private static bool IsPossible(FieldEdit edit) => edit.Field switch
    {
        IdentityField.LegalFirstName or IdentityField.LegalLastName => !string.IsNullOrWhiteSpace(edit.Value),
        IdentityField.DateOfBirth => edit.Value is null || DateOnly.TryParseExact(edit.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => edit.Value is null || edit.Value.Trim().Length > 0,
    };
}
