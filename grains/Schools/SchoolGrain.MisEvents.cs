using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>What the MIS told of the school's connection. Only a school that is connected with that MIS, by that id, believes it.</summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<MisEventReceipt>> NoteMisEventAsync(Caller caller, MisEventNote note)
    {
        if (Check(caller, Role.MisSupplier) is { } problem)
        {
            return problem;
        }

        var known = state.State.Settings.GetValueOrDefault(note.IdSetting);
        if (state.State.Mis != note.Mis || Descriptor() is not { } descriptor || (known is null ? note.Kind is not MisEventCode.Approved : known != note.SchoolId))
        {
            return new Problem(ProblemCodes.MisEventNotOurs, "The school is not connected with that MIS, or not by that id.");
        }

        // Events have no ids of their own: one that comes again after another is news, a school may approve a second time.
        if (state.State.LastMisEvent == note.EventId)
        {
            return new MisEventReceipt { Repeated = true };
        }

        await AuditAsync(caller, "mis-event", $"{note.Mis} {note.Kind}");
        Take(caller, note, descriptor);
        state.State.LastMisEvent = note.EventId;
        await WriteAsync();
        return new MisEventReceipt { Repeated = false };
    }

    private void Take(Caller caller, MisEventNote note, MisDescriptor descriptor)
    {
        var now = time.GetUtcNow();
        switch (note.Kind)
        {
            case MisEventCode.Approved:
                var secrets = note.Settings.Where(setting => descriptor.SecretSettings.Contains(setting.Key)).ToList();
                state.State.Settings = state.State.Settings.SetItem(note.IdSetting, note.SchoolId);
                state.State.ProtectedSecrets = Protector().Renew(state.State.ProtectedSecrets).SetItems(Protector().Protect(secrets));
                state.State.SecretsVersion++;
                state.State.Approved = new StepConfirmation { By = caller.Subject, At = now };
                state.State.LastTrouble = null;
                state.State.LastCheck = null;
                break;
            case MisEventCode.Declined:
                Trouble(MisErrorCodes.PullApprovalDeclined);
                break;
            case MisEventCode.Revoked:
                Trouble(MisErrorCodes.PullApprovalRevoked);
                break;
            case MisEventCode.Migrated:
                // Another MIS stands behind the same name: its ids may be new, so a person looks at the first sync.
                state.State.MisChange ??= new MisChange { From = note.Mis, To = note.Mis, By = caller.Subject, At = now };
                break;
        }

        void Trouble(string code)
        {
            state.State.Approved = null;
            state.State.LastCheck = null;
            state.State.LastTrouble = new SchoolState.Trouble { Code = code, At = now, Where = "event" };
        }
    }
}
