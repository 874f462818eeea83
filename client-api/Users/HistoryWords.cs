using System.Globalization;

namespace Uso.ClientApi.Users;

/// <summary>An account's history as sentences for people.</summary>
internal static class HistoryWords
{
    private static readonly Dictionary<string, string> Because = new()
    {
        ["row-changed"] = "the MIS says something else than before",
        ["returned"] = "the person is in the export again",
        ["started"] = "the start date has come",
        ["back-in-mis"] = "the person is back in the MIS",
        ["not-in-export"] = "a complete export lacks the person",
        ["grace-over"] = "the person has been missing from complete exports for longer than the grace",
        ["retention-over"] = "the school has not had the person for longer than the retention",
        ["keep-over"] = "the last day for which the account was kept is over",
        ["override-over"] = "the last day of a value set by hand is over",
        ["by-hand"] = "a person decided so",
        ["undo"] = "another run was undone",
    };

    private static readonly Dictionary<string, string> Did = new()
    {
        ["Create"] = "the account was made",
        ["Update"] = "the account was changed",
        ["Link"] = "the school joined the account",
        ["Move"] = "the account moved here",
        ["Leave"] = "the school let the account go",
        ["Restore"] = "the account was restored",
        ["Purge"] = "the school erased what it knew of the account",
    };

    public static string Of(UserEvent happened)
    {
        var from = happened.FromUrn is null ? "" : $" from school {happened.FromUrn}";
        var by = happened.By is null ? "" : $", asked for by {happened.By}";
        var changes = happened.Values.IsDefaultOrEmpty || happened.Action == "Create"
            ? ""
            : $" {string.Join("; ", happened.Values.Select(Change))}.";
        return $"{Day(happened.At)}: {Did.GetValueOrDefault(happened.Action, happened.Action)}{from}, "
            + $"since {Because.GetValueOrDefault(happened.Reason, $"rule {happened.Reason} said so")} "
            + $"(run {happened.RunId} of school {happened.Urn}{by}).{changes}";
    }

    /// <summary>Why each thing about the account is as it is: the latest change of it.</summary>
    public static IEnumerable<UserWhy> Why(IReadOnlyCollection<UserEvent> newestFirst) =>
        from happened in newestFirst
        from value in happened.Values.IsDefault ? [] : happened.Values
        group (happened, value) by value.Field into changes
        let last = changes.First()
        where last.value.New is not null
        orderby changes.Key
        select new UserWhy { Field = changes.Key, Value = last.value.New!, Since = last.happened.At, Words = Of(last.happened), RunId = last.happened.RunId, Urn = last.happened.Urn };

    private static string Change(ValueChange change) => (change.Old, change.New) switch
    {
        (null or "", { } now) => $"{change.Field} is now {now}",
        ({ } was, null or "") => $"{change.Field} was {was} and is empty now",
        var (was, now) => $"{change.Field} changed from {was} to {now}",
    };

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
