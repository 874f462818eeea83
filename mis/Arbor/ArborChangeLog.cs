using System.Globalization;
using System.Text.Json;
using Uso.Mis.Pulling;

namespace Uso.Mis.Arbor;

/// <summary>
/// Arbor's change log: one number, the revision, goes up with every change of any object. When none of the kinds that we read has moved, nothing need be fetched.
/// What cannot be read proves nothing: then everything is fetched.
/// </summary>
internal sealed class ArborChangeLog(PullClient client)
{
    /// <summary>Every kind of object whose change can change what the selections of <see cref="ArborEntity"/> give, as REST writes it; "staffs" is Arbor's plural.</summary>
    private static readonly string[] Watched =
    [
        "students", "staffs", "guardians", "persons", "email-addresses", "student-guardian-relationships", "uk-dfe_upn-assignments",
        "educational-institution-enrolments", "academic-year-enrolments", "academic-level-memberships", "registration-forms", "registration-form-memberships", "registration-form-tutors",
        "teaching-groups", "teaching-group-memberships", "teaching-group-tutors", "staff-contracts", "business-role-assignments",
    ];

    /// <summary>The number of the last change after the given one of anything that we read; the same number when there was none; null when the log does not say.</summary>
    public async Task<long?> LatestAsync(long from, CancellationToken cancellationToken)
    {
        var latest = from;
        foreach (var kind in Watched)
        {
            var answer = await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"rest-v2/{kind}/changelog?from-revision={from}&format=json"), cancellationToken);
            if (answer.Body is not { } body || LastOf(body) is not { } last)
            {
                return null;
            }

            latest = Math.Max(latest, last);
        }

        return latest;
    }

    /// <summary>The revision of any one pupil: where a first look into the log can begin. Lists are of links, so that it takes two requests.</summary>
    public async Task<long?> AnyAsync(CancellationToken cancellationToken)
    {
        var list = await client.GetAsync("rest-v2/students?page-size=1&format=json", cancellationToken);
        if (list.Body is not { } body || FirstOf(body) is not { } first)
        {
            return null;
        }

        return first.Revision ?? (first.Link is { } link && (await client.GetAsync(link, cancellationToken)).Body is { } one ? FirstOf(one)?.Revision : null);
    }

    /// <summary>0 when the log is empty; null when it is no log: a permission that is missing gives an empty object.</summary>
    private static long? LastOf(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind is not JsonValueKind.Object || !json.RootElement.TryGetProperty("changes", out var changes) || changes.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var last = 0L;
        foreach (var change in changes.EnumerateArray())
        {
            if (Number(change, "toRevision") is not { } to)
            {
                return null;
            }

            last = Math.Max(last, to);
        }

        return last;
    }

    private static (string? Link, long? Revision)? FirstOf(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var found = json.RootElement.ValueKind is JsonValueKind.Object
            ? json.RootElement.EnumerateObject().Where(property => property.Name is "students" or "student").Select(property => property.Value).FirstOrDefault()
            : default;
        if (found.ValueKind is JsonValueKind.Array)
        {
            found = found.EnumerateArray().FirstOrDefault();
        }

        return found.ValueKind is not JsonValueKind.Object
            ? null
            : (found.TryGetProperty("href", out var link) && link.ValueKind is JsonValueKind.String ? link.GetString() : null, Number(found, "revisionId"));
    }

    private static long? Number(JsonElement element, string name) => element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
