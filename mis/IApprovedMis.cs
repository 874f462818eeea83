namespace Uso.Mis;

/// <summary>
/// A pulled MIS that a person at the school approves: a link leads to the MIS, they sign in there and approve, and the MIS sends their browser back to us with a
/// code. The one-time <c>state</c> in the link, its expiry and whom it belongs to are kept outside; a MIS carries it there and back and never looks into it.
/// </summary>
public interface IApprovedMis : IPullMis
{
    /// <summary>Where the person signs in and approves. Builds an address only: nothing is asked over the network.</summary>
    /// <exception cref="MisExportException">A setting that the link needs is missing (<see cref="MisErrorCodes.PullBadSettings"/>).</exception>
    Uri ApprovalLink(ApprovalRequest request);

    /// <summary>Turns the code that came back into the settings that connect the school. One attempt: a code is good once.</summary>
    /// <exception cref="MisExportException">The MIS does not accept the code, or could not be reached.</exception>
    Task<ApprovedConnection> CompleteAsync(ApprovalAnswer answer, CancellationToken cancellationToken);
}

/// <summary>What an approval link is made of.</summary>
/// <param name="Values">The school's settings so far, secrets in clear: never log it.</param>
/// <param name="ReturnTo">Where the MIS sends the browser back to, with <c>state</c> and <c>code</c> in its query.</param>
/// <param name="State">Goes there and comes back unchanged.</param>
public sealed record ApprovalRequest(IReadOnlyDictionary<string, string> Values, Uri ReturnTo, string State);

/// <summary>What came back.</summary>
/// <param name="Values">The school's settings so far, secrets in clear: never log it.</param>
/// <param name="ReturnTo">The same as in the request: OAuth asks for it again.</param>
/// <param name="Code">The MIS's code, as it came.</param>
public sealed record ApprovalAnswer(IReadOnlyDictionary<string, string> Values, Uri ReturnTo, string Code);

/// <summary>The connection that an approval made.</summary>
/// <param name="Settings">Setting name → value, names of the descriptor's; those in its <see cref="MisDescriptor.SecretSettings"/> are encrypted before they are stored.</param>
/// <param name="CredentialExpiresOn">When the approval ends, where the MIS says so.</param>
public sealed record ApprovedConnection(IReadOnlyDictionary<string, string> Settings, DateOnly? CredentialExpiresOn = null);
