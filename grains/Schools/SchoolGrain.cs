using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Uso.Grains.Blobs;
using Uso.Grains.Hosting;
using Uso.Grains.Secrets;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <inheritdoc cref="ISchoolGrain"/>
[GrainType(GrainTypes.School)]
internal sealed partial class SchoolGrain(
    [PersistentState(StorageNames.School, StorageNames.Default)] IPersistentState<SchoolState> state,
    MisCatalog catalog,
    IBlobStore blobs,
    IDataProtectionProvider protection,
    IOptions<UsoGrainOptions> options,
    TimeProvider time,
    ILogger<SchoolGrain> logger) : Grain, ISchoolGrain, IRemindable
{
    private const int NameLength = 200;
    private const int MaxLinks = 100;

    private Urn Urn => Urn.Parse(this.GetPrimaryKeyString());

    public async Task<Outcome<SchoolDetails>> PutAsync(Caller caller, PutSchool details)
    {
        if (!caller.MayActOn(Urn.Value, details.LaCode, Role.ServiceDesk, Role.LaOperator, Role.System))
        {
            return NotAllowed();
        }

        if (details.Name.Length is 0 or > NameLength
            || !LaCode.TryParse(details.LaCode, out _)
            || details.EstablishmentNumber.Length != 4
            || !details.EstablishmentNumber.All(char.IsAsciiDigit))
        {
            return new Problem(ProblemCodes.InvalidValue, "A school needs a name of 1 to 200 characters, a three-digit LA code and a four-digit establishment number.");
        }

        if (state.State.Details is { } known && known.LaCode != details.LaCode)
        {
            return new Problem(ProblemCodes.InvalidValue, "A school's local authority cannot change: its accounts carry it.");
        }

        var put = new SchoolDetails
        {
            Urn = Urn.Value,
            Name = details.Name,
            LaCode = details.LaCode,
            EstablishmentNumber = details.EstablishmentNumber,
            Phase = details.Phase,
            Status = details.Status ?? state.State.Details?.Status,
            OpenedOn = details.OpenedOn ?? state.State.Details?.OpenedOn,
            ClosedOn = details.ClosedOn ?? state.State.Details?.ClosedOn,
            Links = state.State.Details?.Links ?? [],
        };
        if (!put.IsSameAs(state.State.Details))
        {
            await AuditAsync(caller, "school-put");
            state.State.Details = put;
            await WriteAsync();
        }

        // Not only when something changed: an earlier call may have been cut off before it got here.
        if (await this.GetReminder(Reminder) is null)
        {
            await ScheduleAsync();
        }

        return put;
    }

    public async Task<Outcome<SchoolDetails>> NoteLinkAsync(Caller caller, SchoolLink link)
    {
        if (state.State.Details is not { } details)
        {
            return new Problem(ProblemCodes.SchoolNotFound, "The school was never set up.");
        }

        if (Check(caller, Role.ServiceDesk) is { } problem)
        {
            return problem;
        }

        var others = details.Links.RemoveAll(one => one.Urn == link.Urn && one.Type == link.Type);
        if (!Urn.TryParse(link.Urn, out _) || link.Type.Length is 0 or > NameLength || others.Length == MaxLinks)
        {
            return new Problem(ProblemCodes.InvalidValue, $"A link has a URN and a type, and a school has at most {MaxLinks}.");
        }

        var linked = details with { Links = [.. others.Add(link).OrderBy(one => one.Urn, StringComparer.Ordinal).ThenBy(one => one.Type, StringComparer.Ordinal)] };
        if (!linked.IsSameAs(details))
        {
            await AuditAsync(caller, "school-linked", link.Urn);
            state.State.Details = linked;
            await WriteAsync();
        }

        return linked;
    }

    public Task<SchoolDetails?> GetAsync() => Task.FromResult(state.State.Details);

    public async Task<Outcome<DataRelease>> SetReleaseAsync(Caller caller, string consumer, bool released)
    {
        if (Check(caller, Role.HeadTeacher) is { } problem)
        {
            return problem;
        }

        if (!ConsumerId.TryParse(consumer, out _))
        {
            return new Problem(ProblemCodes.InvalidValue, "Not a consumer id.");
        }

        if (state.State.Releases.GetValueOrDefault(consumer) is { } known && known.Released == released)
        {
            return known;
        }

        var release = new DataRelease { Consumer = consumer, Released = released, By = caller.Subject, At = time.GetUtcNow() };
        await AuditAsync(caller, released ? "release-given" : "release-taken-back", consumer);
        state.State.Releases = state.State.Releases.SetItem(consumer, release);
        await WriteAsync();
        return release;
    }

    public Task<ImmutableArray<DataRelease>> GetReleasesAsync() =>
        Task.FromResult(state.State.Releases.Values.OrderBy(release => release.Consumer, StringComparer.Ordinal).ToImmutableArray());

    public Task<PublishedSchool> GetPublishedAsync(string consumer) => Task.FromResult(new PublishedSchool
    {
        Released = state.State.Details is not null && state.State.Releases.GetValueOrDefault(consumer)?.Released == true,
        Details = state.State.Details,
        FutureLeadDays = state.State.Policy?.FutureLeadDays,
    });

    public async Task<Outcome<string>> IssueLicenceKeyAsync(Caller caller)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        var key = LicenceKey.New(Urn);
        await AuditAsync(caller, "licence-key-issued");
        state.State.LicenceKeySha256 = SecretHash.Of(key);
        await WriteAsync();
        return key;
    }

    public Task<bool> VerifyLicenceKeyAsync(string licenceKey) =>
        Task.FromResult(SecretHash.Matches(licenceKey, state.State.LicenceKeySha256 ?? SecretHash.Of("no key")) && state.State.LicenceKeySha256 is not null);

    private static Problem NotAllowed() => new(ProblemCodes.Forbidden, "Your role or school does not allow this.");

    /// <summary>The caller's role on this school, checked against the grain's own key; then whether the school exists.</summary>
    private Problem? Check(Caller caller, params ReadOnlySpan<Role> roles)
    {
        if (!caller.MayActOn(Urn.Value, state.State.Details?.LaCode, roles))
        {
            return NotAllowed();
        }

        return state.State.Details is null ? new Problem(ProblemCodes.SchoolNotFound, "The school has not been set up.") : null;
    }

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}
