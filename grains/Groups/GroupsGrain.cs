namespace Uso.Grains.Groups;

/// <inheritdoc cref="IGroupsGrain"/>
[GrainType(GrainTypes.Groups)]
internal sealed class GroupsGrain(
    [PersistentState(StorageNames.Groups, StorageNames.Default)] IPersistentState<GroupsState> state) : Grain, IGroupsGrain
{
    private const int GroupsPerPage = 32;
    private const int LargestTake = 500;

    private readonly Dictionary<int, Task<KeyedPages<string, SchoolGroup>>> _loading = [];

    private Urn Urn => Urn.Parse(this.GetPrimaryKeyString());

    public Task<GroupsHeader> GetHeaderAsync() => Task.FromResult(Header());

    public async Task<GroupsPage> GetPageAsync(int year, int page) => new() { Groups = (await ReadAsync(year))[page] };

    public async Task<SchoolGroup?> GetGroupAsync(int year, string groupId) => (await ReadAsync(year)).Find(groupId);

    public async Task<GroupsMatches> QueryAsync(GroupsQuery query)
    {
        var all = (await ReadAsync(query.Year)).All()
            .Where(group => Fits(group, query))
            .OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(group => group.GroupId, StringComparer.Ordinal)
            .ToList();
        return new GroupsMatches
        {
            Groups = [.. all.Skip(Math.Max(0, query.Skip)).Take(Math.Clamp(query.Take, 0, LargestTake))],
            Total = all.Count,
        };
    }

    public async Task<Outcome<GroupsHeader>> ApplyAsync(GroupsChange change)
    {
        var digest = OperationLog.DigestOf(change);
        switch (state.State.Operations.Find(change.OperationId, digest))
        {
            case true:
                return Header();
            case false:
                return new Problem(ProblemCodes.OperationIdReused, "The operation id was used for another change.");
        }

        var pages = await PagesAsync(change.Year);
        var touched = pages.After(change.Puts, change.Removals);
        try
        {
            await RaiseAsync(change.Year, touched.Count == 0 ? 0 : touched.Keys.Last() + 1);
            await Task.WhenAll(touched.Select(page =>
                GrainFactory.GroupsPage(new GroupsPageKey(Urn, change.Year, page.Key)).PutAsync(new GroupsPage { Groups = page.Value })));
            pages.Accept(touched);
            state.State.Version++;
            state.State.Operations.Add(change.OperationId, digest);
            await state.WriteStateAsync();
        }
        catch
        {
            // Some pages may be written and some not: the next call starts from what is stored, and the caller repeats its operation.
            DeactivateOnIdle();
            throw;
        }

        return Header();
    }

    private static bool Fits(SchoolGroup group, GroupsQuery query) =>
        (query.Ended || group.Until is null)
        && (query.Kind is null || group.Kind == query.Kind)
        && (query.Username is null || group.Members.Any(member => member.Username == query.Username))
        && (string.IsNullOrWhiteSpace(query.Text) || Has(group.Name, query.Text) || Has(group.Subject, query.Text));

    private static bool Has(string? value, string text) => value?.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase) == true;

    private async Task RaiseAsync(int year, int pages)
    {
        var known = state.State.Years.FirstOrDefault(one => one.Year == year);
        if (pages > (known?.Pages ?? 0))
        {
            var others = known is null ? state.State.Years : state.State.Years.Remove(known);
            state.State.Years = [.. others.Append(new GroupsYear { Year = year, Pages = pages }).OrderBy(one => one.Year)];
            await state.WriteStateAsync();
        }
    }

    /// <summary>A year that has no groups is not kept in memory, however many such years somebody asks for.</summary>
    private Task<KeyedPages<string, SchoolGroup>> ReadAsync(int year) => Header().PagesOf(year) == 0 ? LoadAsync(year) : PagesAsync(year);

    /// <summary>Reads a year's pages once. Interleaved readers share the one load.</summary>
    private async Task<KeyedPages<string, SchoolGroup>> PagesAsync(int year)
    {
        if (!_loading.TryGetValue(year, out var loading))
        {
            _loading[year] = loading = LoadAsync(year);
        }

        try
        {
            return await loading;
        }
        catch
        {
            _loading.Remove(year);
            throw;
        }
    }

    private async Task<KeyedPages<string, SchoolGroup>> LoadAsync(int year)
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, Header().PagesOf(year))
            .Select(page => GrainFactory.GroupsPage(new GroupsPageKey(Urn, year, page)).GetAsync()));
        return new KeyedPages<string, SchoolGroup>(pages.Select(page => page.Groups), group => group.GroupId, GroupsPerPage);
    }

    private GroupsHeader Header() => new() { Version = state.State.Version, Years = state.State.Years };
}
