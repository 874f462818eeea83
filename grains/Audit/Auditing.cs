
namespace Uso.Grains.Audit;

/// <summary>What acts are called, and how an entry is made of one.</summary>
internal static class Auditing
{
    private const int PeopleNamed = 100;

    /// <summary>How many days' entries lose their people in one night, after nights that were missed.</summary>
    private const int DaysForgottenAtOnce = 31;

    /// <summary>The service's own doings are runs and not acts of people.</summary>
    public static bool IsHuman(Caller caller) => caller.Role is not (Role.System or Role.Agent);

    /// <summary>Puts what a person does to an LA on record; the service's own doings are not.</summary>
    public static Task RecordAsync(IGrainFactory grains, LaCode la, Caller caller, DateTimeOffset now, string action, string? subject = null, string? reason = null) =>
        IsHuman(caller) ? grains.Audit(AuditKey.Of(la, DayOf(now))).AppendAsync(EntryOf(caller, now, action, subject, reason)) : Task.CompletedTask;

    public static AuditEntry EntryOf(
        Caller caller, DateTimeOffset at, string action, string? subject = null, string? reason = null, IEnumerable<string>? people = null, string? id = null)
    {
        var named = people?.ToList() ?? [];
        return new AuditEntry
        {
            Id = id ?? Guid.NewGuid().ToString("n"),
            At = at,
            By = caller.Subject,
            Role = caller.Role,
            Action = action,
            Subject = subject,
            People = [.. named.Take(PeopleNamed)],
            Count = named.Count,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason,
        };
    }

    /// <summary>The days whose retention is over and whose entries still say about whom.</summary>
    public static IEnumerable<DateOnly> DaysToForget(DateOnly? forgottenTo, DateTimeOffset now, int retentionDays)
    {
        var last = DayOf(now).AddDays(-retentionDays);
        var day = forgottenTo?.AddDays(1) ?? last;
        for (var days = 0; day <= last && days < DaysForgottenAtOnce; day = day.AddDays(1), days++)
        {
            yield return day;
        }
    }

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
