using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Duplicates;

/// <summary>Whose run merges or parts two accounts: a school of the LA that has, or had last, the account that goes.</summary>
internal static class MergerSchool
{
    public static async Task<Urn?> FindAsync(IGrainFactory grains, LaCode la, Username retired, string operationId)
    {
        if (await grains.User(retired).GetAsync() is not { } user)
        {
            return null;
        }

        var schools = new List<Urn>();
        foreach (var urn in user.Memberships.OrderByDescending(one => one.Until ?? DateTimeOffset.MaxValue).Select(one => Urn.Parse(one.Urn)).Distinct())
        {
            if ((await grains.School(urn).GetAsync())?.LaCode == la.Value)
            {
                schools.Add(urn);
            }
        }

        // A repeated request is answered by the school that was asked first.
        foreach (var urn in schools)
        {
            if (await RunAnswer.IsRepeatAsync(grains, urn, operationId))
            {
                return urn;
            }
        }

        // A merger is taken back where it was made.
        if (user.MergedBy is { } merger)
        {
            return schools.Cast<Urn?>().FirstOrDefault(urn => urn == RunKey.Parse(merger).Urn);
        }

        foreach (var urn in schools)
        {
            var found = await grains.Roster(urn).QueryAsync(new RosterQuery { Text = retired.Value, Take = 500 });
            if (found.Entries.Any(entry => entry.Username == retired.Value))
            {
                return urn;
            }
        }

        return null;
    }
}
