using System.Globalization;
using System.Text.Json;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>How a school's approval of our connection stands, from the lists that Wonde keeps of the schools that we asked for access.</summary>
internal static class WondeApproval
{
    private const int MaxPages = 50;

    private static readonly (string List, string Code, string Words)[] States =
    [
        ("pending", MisErrorCodes.PullApprovalPending, "The school has not answered our request for access yet. Approve the connection in Wonde."),
        ("declined", MisErrorCodes.PullApprovalDeclined, "The school turned our request for access down. Ask the school, then request access again in Wonde."),
        ("revoked", MisErrorCodes.PullApprovalRevoked, "The school withdrew its approval. Ask the school, then request access again in Wonde."),
    ];

    /// <summary>Code and words for a school that Wonde does not let us see.</summary>
    public static async Task<(string Code, string Words)> WhyNotAsync(PullClient client, WondeConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (list, code, words) in States)
        {
            if (await IsListedAsync(client, connection, list, cancellationToken))
            {
                return (code, words);
            }
        }

        return await IsListedAsync(client, connection, "audited", cancellationToken)
            ? (MisErrorCodes.PullApprovalPending, "Wonde still checks the school's data; nothing is given out before. Try again tomorrow.")
            : (MisErrorCodes.PullWrongSchool, "Wonde does not know the school, or the school has not approved the connection. Check the school's id, and request access in Wonde.");
    }

    /// <summary>Whether the school is in a list of schools. A list that cannot be read says nothing.</summary>
    public static async Task<bool> IsListedAsync(PullClient client, WondeConnection connection, string list, CancellationToken cancellationToken)
    {
        var url = new Uri(client.BaseUrl, string.Create(CultureInfo.InvariantCulture, $"schools/{list}?per_page=200"));
        for (var page = 0; page < MaxPages; page++)
        {
            if ((await client.SendAsync(new PullRequest(url), cancellationToken)).Body is not { } body)
            {
                return false;
            }

            using var json = JsonDocument.Parse(body);
            if (json.RootElement.Find("data") is { ValueKind: JsonValueKind.Array } schools && schools.EnumerateArray().Any(school => school.FindText("id") == connection.SchoolId))
            {
                return true;
            }

            if (json.RootElement.FindText("meta", "pagination", "next") is not { } next)
            {
                return false;
            }

            url = PullUrl.Next(url, next);
        }

        return false;
    }
}
