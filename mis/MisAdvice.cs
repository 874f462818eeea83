namespace Uso.Mis;

/// <summary>What went wrong, in words for a school, and what to do about it.</summary>
/// <param name="Words">What is wrong.</param>
/// <param name="Do">What to do.</param>
/// <param name="By">Who does it.</param>
public sealed record MisAdvice(string Words, string Do, SetUpActor By)
{
    private static readonly Dictionary<string, MisAdvice> ByCode = new(StringComparer.Ordinal)
    {
        [MisErrorCodes.MissingEndpointUrl] = new("MISSING ENDPOINT URL: the MIS no longer says where the school's data is.", "Reauthorise: follow the approval link again, sign in and approve.", SetUpActor.School),
        [MisErrorCodes.PullUnauthorised] = new("The MIS does not accept the credentials.", "Reauthorise in the MIS, or enter the credentials again; then check the connection.", SetUpActor.School),
        [MisErrorCodes.PullWrongSchool] = new("The MIS does not know the school, or the school has not approved the connection.", "Check the school's id and approve the connection in the MIS; then check the connection.", SetUpActor.School),
        [MisErrorCodes.PullApprovalPending] = new("The school has not answered our request for access yet, or its data is still checked.", "Approve the connection in the MIS; then check the connection.", SetUpActor.School),
        [MisErrorCodes.PullApprovalDeclined] = new("The school turned our request for access down.", "Ask the school, then request access again.", SetUpActor.ServiceDesk),
        [MisErrorCodes.PullApprovalRevoked] = new("The school withdrew its approval of the connection.", "Ask the school, then request access again.", SetUpActor.ServiceDesk),
        [MisErrorCodes.PullUnreachable] = new("The MIS could not be reached, or kept failing.", "Nothing, if it works tomorrow; otherwise check the address.", SetUpActor.Us),
        [MisErrorCodes.PullNextHost] = new("The MIS sent us on to another host, which is never followed.", "Tell the service desk: the address may be wrong.", SetUpActor.ServiceDesk),
        [MisErrorCodes.PullBadSettings] = new("A setting of the connection is missing or cannot be used.", "Enter the settings again and check the connection.", SetUpActor.School),
        [MisErrorCodes.PullRedirect] = new("The MIS sends us on to another host; nothing was fetched from there.", "Check the address; if the school has moved, enter the new one.", SetUpActor.School),
        [MisErrorCodes.PullAddressRefused] = new("The address is inside a private network, which is not reached from here.", "Enter the MIS's public address.", SetUpActor.School),
        [MisErrorCodes.PullBadFieldMap] = new("The field map of this MIS cannot be used.", "Tell the service desk: the map in the service's configuration has a mistake.", SetUpActor.ServiceDesk),
        [MisErrorCodes.CsvBadMapping] = new("The column mapping cannot be used.", "Look at the mapping: every mandatory field needs a column, and no two the same.", SetUpActor.School),
        [MisErrorCodes.CredentialsUnreadable] = new("The stored credentials can no longer be read.", "Enter them again, or reauthorise.", SetUpActor.School),
        [MisErrorCodes.ApprovalDenied] = new("The connection was not approved in the MIS.", "Follow the approval link again, sign in and approve.", SetUpActor.School),
        [MisErrorCodes.ApprovalFailed] = new("The approval came back, but the MIS did not complete it.", "Follow the approval link again; if it fails again, tell the service desk.", SetUpActor.School),
        [MisErrorCodes.PermissionMissing] = new("A permission in the MIS is missing.", "Give the permission in the MIS; nobody loses an account meanwhile.", SetUpActor.School),
        [MisErrorCodes.FieldChanged] = new("The MIS does not know a field any more that we ask for.", "Tell the service desk: the MIS has changed; nobody loses an account meanwhile.", SetUpActor.ServiceDesk),

        [MisErrorCodes.ExportEmpty] = new("The export is empty.", "Run the export again and look at it; nobody loses an account by an empty file.", SetUpActor.School),
        [MisErrorCodes.ExportErrorFile] = new("The file is an error message of the exporter.", "Read it, put the cause right, and export again.", SetUpActor.School),
        [MisErrorCodes.ExportTruncated] = new("The export ends early.", "Export again: the transfer was cut off, or the disk is full.", SetUpActor.School),
        [MisErrorCodes.ExportEncoding] = new("The export is not text in a known encoding.", "Export as UTF-8.", SetUpActor.School),
        [MisErrorCodes.ExportDtd] = new("The XML has a document type declaration, which is never needed.", "Tell the service desk: the file may not be the MIS's.", SetUpActor.ServiceDesk),
        [MisErrorCodes.ExportMalformed] = new("The export is not well formed.", "Export again; if it stays so, tell the service desk.", SetUpActor.School),
        [MisErrorCodes.ExportUnknownFormat] = new("The file is not an export of this MIS.", "Send the MIS's own export. After a change of MIS, take the old MIS's agent off the server.", SetUpActor.School),
        [MisErrorCodes.ExportUnknownReport] = new("The file name does not say which report it is.", "Name the file after its report.", SetUpActor.School),
        [MisErrorCodes.ExportDuplicateReport] = new("Two files of one export are the same report.", "Send each report once.", SetUpActor.School),
        [MisErrorCodes.ExportMissingColumn] = new("A mandatory column is missing.", "Use our report definition, or add the column.", SetUpActor.School),
        [MisErrorCodes.ExportOtherSchool] = new("The export is another school's.", "Check that the connection, or the agent, belongs to this school.", SetUpActor.School),
        [MisErrorCodes.ExportOld] = new("The export is older than one that was processed.", "Send a new export.", SetUpActor.School),
        [MisErrorCodes.ArchiveBomb] = new("The archive is larger than allowed once unpacked.", "Send only the reports.", SetUpActor.School),
        [MisErrorCodes.ArchivePath] = new("The archive has a path that leads out of it.", "Tell the service desk: the archive may not be the MIS's.", SetUpActor.ServiceDesk),
    };

    private static readonly MisAdvice Unknown = new("Something went wrong here.", "Nothing: the service desk sees it and drives it on.", SetUpActor.ServiceDesk);

    /// <summary>The advice for a code that refuses a whole export or connection; a general one for codes of another kind.</summary>
    public static MisAdvice For(string code) => ByCode.GetValueOrDefault(code, Unknown);

    /// <summary>Whether there is an advice of its own.</summary>
    public static bool Has(string code) => ByCode.ContainsKey(code);

    /// <summary>It says that the connection does not work, or leads astray.</summary>
    public static bool IsAboutConnection(string code) => NeedsApproval(code)
        || code.StartsWith("pull-", StringComparison.Ordinal)
        || code is MisErrorCodes.PermissionMissing or MisErrorCodes.ExportOtherSchool;

    /// <summary>Only a new approval, or new credentials, mends it.</summary>
    public static bool NeedsApproval(string code) => code
        is MisErrorCodes.MissingEndpointUrl or MisErrorCodes.PullUnauthorised or MisErrorCodes.CredentialsUnreadable
        or MisErrorCodes.ApprovalDenied or MisErrorCodes.ApprovalFailed
        or MisErrorCodes.PullApprovalPending or MisErrorCodes.PullApprovalDeclined or MisErrorCodes.PullApprovalRevoked;
}
