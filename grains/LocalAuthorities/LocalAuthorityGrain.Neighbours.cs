using System.Collections.Immutable;

namespace Uso.Grains.LocalAuthorities;

/// <summary>What counts as local beyond the LA.</summary>
internal sealed partial class LocalAuthorityGrain
{
    private const int MostNeighbours = 20;
    private const int MostSchoolNeighbours = 100;

    public async Task<Outcome<LocalAuthorityDetails>> SetNeighboursAsync(Caller caller, ImmutableArray<string> localAuthorities)
    {
        if (Refusal(caller) is { } refusal)
        {
            return refusal;
        }

        var own = this.GetPrimaryKeyString();
        if (localAuthorities.IsDefault || localAuthorities.Length > MostNeighbours || !localAuthorities.All(la => LaCode.TryParse(la, out _) && la != own))
        {
            return new Problem(ProblemCodes.InvalidValue, $"Neighbours are at most {MostNeighbours} codes of other LAs.");
        }

        if (!state.State.Neighbours.SetEquals(localAuthorities))
        {
            await AuditAsync(caller, "neighbours-set", string.Join(' ', localAuthorities));
            state.State.Neighbours = new SortedSet<string>(localAuthorities, StringComparer.Ordinal);
            await WriteAsync();
        }

        return await GetAsync();
    }

    public async Task<Outcome<ImmutableArray<LocalSchools>>> SetSchoolNeighboursAsync(Caller caller, string urn, ImmutableArray<string> schools)
    {
        if (Refusal(caller) is { } refusal)
        {
            return refusal;
        }

        if (!state.State.Schools.Contains(urn))
        {
            return new Problem(ProblemCodes.SchoolNotFound, "The local authority has no such school.");
        }

        if (schools.IsDefault || schools.Length > MostSchoolNeighbours || !schools.All(school => Urn.TryParse(school, out _)))
        {
            return new Problem(ProblemCodes.InvalidValue, $"A school's neighbours are at most {MostSchoolNeighbours} URNs.");
        }

        var details = await Task.WhenAll(schools.Distinct().Select(school => GrainFactory.School(Urn.Parse(school)).GetAsync()));
        if (details.Any(school => school is null || school.LaCode == this.GetPrimaryKeyString()))
        {
            return new Problem(ProblemCodes.InvalidValue, "A school's neighbours are schools of other LAs that have been set up: those of its own are local anyway.");
        }

        var neighbours = details.GroupBy(school => school!.LaCode, school => school!.Urn)
            .OrderBy(la => la.Key, StringComparer.Ordinal)
            .Select(la => new LocalSchools { LaCode = la.Key, Schools = [.. la.Order(StringComparer.Ordinal)] })
            .ToImmutableArray();
        await AuditAsync(caller, "school-neighbours-set", urn);
        if (neighbours.IsEmpty)
        {
            state.State.SchoolNeighbours.Remove(urn);
        }
        else
        {
            state.State.SchoolNeighbours[urn] = neighbours;
        }

        await WriteAsync();
        return neighbours;
    }

    public Task<ImmutableArray<LocalSchools>> GetNeighboursAsync(string urn) => Task.FromResult(LocalRules.Neighbours(
        state.State.Neighbours, state.State.SchoolNeighbours.GetValueOrDefault(urn, [])));

    private Problem? Refusal(Caller caller) =>
        caller.Role is Role.ServiceDesk or Role.System || (caller.Role is Role.LaOperator && caller.LocalAuthorities.Contains(this.GetPrimaryKeyString()))
            ? null
            : new Problem(ProblemCodes.Forbidden, "Only the service desk and the LA's operators set what counts as local.");
}
