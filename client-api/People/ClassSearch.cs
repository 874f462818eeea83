namespace Uso.ClientApi.People;

/// <summary>A search by class: whoever is in a class or group of that name, this academic year, is found as well.</summary>
internal static class ClassSearch
{
    private const int MostGroups = 50;

    /// <summary>The query, with the accounts of the members of groups whose name has its text.</summary>
    public static async Task<RosterQuery> WithClassesAsync(IGrainFactory grains, Urn urn, RosterQuery query)
    {
        var groups = grains.Groups(urn);
        if (query.Text is null || (await groups.GetHeaderAsync()).Years.LastOrDefault() is not { } year)
        {
            return query;
        }

        var found = await groups.QueryAsync(new GroupsQuery { Year = year.Year, Text = query.Text, Take = MostGroups });
        return query with
        {
            Members = [.. found.Groups.SelectMany(group => group.Members).Where(member => member.Until is null).Select(member => member.Username).OfType<string>().Distinct()],
        };
    }
}
