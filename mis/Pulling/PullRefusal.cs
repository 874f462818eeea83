using System.Net;

namespace Uso.Mis.Pulling;

/// <summary>What a school is told when a pull cannot even begin.</summary>
internal static class PullRefusal
{
    /// <param name="mis">The MIS's name, for the sentence.</param>
    public static MisExportException Of(PullAnswer answer, string mis) => answer switch
    {
        { Status: HttpStatusCode.Unauthorized } => Unauthorised(mis),
        { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound } =>
            new(MisErrorCodes.PullWrongSchool, $"{mis} does not know the school, or the school has not approved the connection."),
        { Fault: PullFault.AddressRefused } => new(MisErrorCodes.PullAddressRefused, $"The address of {mis} is inside a private network; nothing was fetched from there."),
        { Fault: PullFault.Redirect } => new(MisErrorCodes.PullRedirect, $"{mis} sent us on to another host; nothing was fetched from there."),
        _ => Unreachable(mis),
    };

    /// <summary>Throws when not one page of not one resource came.</summary>
    public static void ThrowIfNothing(IReadOnlyList<Captures.CaptureResource> resources, string mis)
    {
        if (resources.Count == 0 || resources.Any(r => r.Pages > 0))
        {
            return;
        }

        if (resources.All(r => r.Status == (int)HttpStatusCode.Unauthorized))
        {
            throw Unauthorised(mis);
        }

        if (resources.All(r => r.Outcome == MisErrorCodes.PageMissing))
        {
            throw Unreachable(mis);
        }
    }

    public static MisExportException OtherSchool() =>
        new(MisErrorCodes.ExportOtherSchool, "The connection leads to another school: its URN or DfE number is not this one's.");

    public static MisExportException BadSetting(string name, string what) => new(MisErrorCodes.PullBadSettings, $"The setting {name} {what}.");

    private static MisExportException Unauthorised(string mis) => new(MisErrorCodes.PullUnauthorised, $"{mis} does not accept the credentials.");

    private static MisExportException Unreachable(string mis) => new(MisErrorCodes.PullUnreachable, $"{mis} could not be reached or kept failing.");
}
