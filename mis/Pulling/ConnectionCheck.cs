using System.Net;

namespace Uso.Mis.Pulling;

/// <summary>Stable codes of what "check connection" finds.</summary>
public static class ConnectionCheckCodes
{
    public const string Ok = "check-ok";
    public const string BadSettings = "check-bad-settings";
    public const string Dns = "check-dns";
    public const string AddressRefused = "check-address-refused";
    public const string Tls = "check-tls";
    public const string Unreachable = "check-unreachable";
    public const string Redirect = "check-redirect";

    /// <summary>401: the credentials are not accepted.</summary>
    public const string Unauthorised = "check-unauthorised";

    /// <summary>403: the credentials are known and may not do this.</summary>
    public const string Forbidden = "check-forbidden";

    /// <summary>404: the address is right up to the host, and nothing is there.</summary>
    public const string NotFound = "check-not-found";

    /// <summary>One report's data may not be read; <see cref="ConnectionCheck.Report"/> says which.</summary>
    public const string PermissionMissing = "check-permission-missing";

    public const string WrongSchool = "check-wrong-school";

    /// <summary>The school has not answered our request for access yet, or has turned it down or withdrawn it.</summary>
    public const string NotApproved = "check-not-approved";

    /// <summary>The school's own MIS does not reach the aggregator any more; what we read is old.</summary>
    public const string Offline = "check-offline";

    /// <summary>The MIS answered, but not as it should.</summary>
    public const string BadAnswer = "check-bad-answer";
}

/// <summary>One thing that "check connection" looked at.</summary>
/// <param name="Code">From <see cref="ConnectionCheckCodes"/>.</param>
/// <param name="Words">A sentence for the school: what is wrong and what to do. No secret and no personal data.</param>
/// <param name="Report">The report that it is about, when it is about one.</param>
public sealed record ConnectionCheck(string Code, string Words, Report? Report = null)
{
    public bool IsOk => Code == ConnectionCheckCodes.Ok;

    public static ConnectionCheck Ok(string words = "The connection works.", Report? report = null) => new(ConnectionCheckCodes.Ok, words, report);

    public static ConnectionCheck WrongSchool(string mis) =>
        new(ConnectionCheckCodes.WrongSchool, $"The connection leads to another school: what {mis} says of its URN or DfE number is not this school's.");

    public static ConnectionCheck PermissionMissing(Report report, string mis) =>
        new(ConnectionCheckCodes.PermissionMissing, $"{mis} does not let us read this report. Give the permission in {mis}, then check again.", report);

    /// <summary>What an answer says about the connection; null when it is good.</summary>
    public static ConnectionCheck? Of(PullAnswer answer, string mis) => answer switch
    {
        { Fault: PullFault.None } => null,
        { Status: HttpStatusCode.Unauthorized } => new(ConnectionCheckCodes.Unauthorised, $"{mis} does not accept the credentials. Enter them again, or have them renewed in {mis}."),
        { Status: HttpStatusCode.Forbidden } => new(ConnectionCheckCodes.Forbidden, $"{mis} knows the credentials but does not let them in. Approve the connection in {mis}."),
        { Status: HttpStatusCode.NotFound } => new(ConnectionCheckCodes.NotFound, $"{mis} has nothing at this address. Check the address and the school's id."),
        { Fault: PullFault.Dns } => new(ConnectionCheckCodes.Dns, "The name of the host is not known. Check the address for typing errors."),
        { Fault: PullFault.AddressRefused } => new(ConnectionCheckCodes.AddressRefused, "The host is inside a private network, which is not reached from here."),
        { Fault: PullFault.Tls } => new(ConnectionCheckCodes.Tls, "No secure connection: the host's certificate is not trusted, or it does not speak TLS 1.2 or newer."),
        { Fault: PullFault.Redirect } => new(ConnectionCheckCodes.Redirect, "The host sends us on to another host, which is not followed. Enter the address that it leads to if it is right."),
        { Fault: PullFault.NotWhole or PullFault.TooLarge } => new(ConnectionCheckCodes.BadAnswer, $"The host answers, but not as {mis} does. Check the address."),
        _ => new(ConnectionCheckCodes.Unreachable, $"{mis} does not answer, or answers with errors. Try again later."),
    };

    /// <summary>What an answer says about one report's data; null when it is good. Refused is a permission that is missing.</summary>
    public static ConnectionCheck? Of(PullAnswer answer, Report report, string mis) =>
        answer.IsRefused ? PermissionMissing(report, mis) : Of(answer, mis) is { } wrong ? wrong with { Report = report } : null;

    /// <summary>Runs a check whose settings may be unusable.</summary>
    public static async Task<IReadOnlyList<ConnectionCheck>> RunAsync(Func<Task<IReadOnlyList<ConnectionCheck>>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        try
        {
            return await check();
        }
        catch (MisExportException bad)
        {
            var code = bad.Code switch
            {
                MisErrorCodes.PullBadSettings or MisErrorCodes.PullBadFieldMap => ConnectionCheckCodes.BadSettings,
                MisErrorCodes.ExportOtherSchool or MisErrorCodes.PullWrongSchool => ConnectionCheckCodes.WrongSchool,
                MisErrorCodes.PullUnauthorised => ConnectionCheckCodes.Unauthorised,
                MisErrorCodes.MissingEndpointUrl => ConnectionCheckCodes.NotApproved,
                MisErrorCodes.PullNextHost or MisErrorCodes.PullRedirect => ConnectionCheckCodes.Redirect,
                _ => ConnectionCheckCodes.BadAnswer,
            };
            return [new ConnectionCheck(code, bad.Message)];
        }
    }
}
