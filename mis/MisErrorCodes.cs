namespace Uso.Mis;

/// <summary>Every stable code that reading an export can give. REST answers, screens and <c>docs/mis/</c> use these, so a code never changes its meaning.</summary>
public static class MisErrorCodes
{
    // The whole file is refused: MisExportException.Code.

    /// <summary>Zero bytes, or nothing but white space: the export failed, the school is not empty.</summary>
    public const string ExportEmpty = "export-empty";

    /// <summary>The file is the exporter's own error message.</summary>
    public const string ExportErrorFile = "export-error-file";

    /// <summary>The file ends early: unclosed XML, an unterminated CSV quote, a broken archive, a capture without its manifest.</summary>
    public const string ExportTruncated = "export-truncated";

    /// <summary>Bytes that are not text in the encoding the file has or declares, or an encoding that is not supported.</summary>
    public const string ExportEncoding = "export-encoding";

    /// <summary>A document type declaration or an entity reference: never needed, and a known way to attack a reader.</summary>
    public const string ExportDtd = "export-dtd";

    /// <summary>XML or JSON that reaches its end but is not well formed on the way.</summary>
    public const string ExportMalformed = "export-malformed";

    /// <summary>Neither a zip archive nor a format that this MIS exports.</summary>
    public const string ExportUnknownFormat = "export-unknown-format";

    /// <summary>The file name says nothing of which report the file is.</summary>
    public const string ExportUnknownReport = "export-unknown-report";

    /// <summary>Two files of one export are the same report.</summary>
    public const string ExportDuplicateReport = "export-duplicate-report";

    /// <summary>The header line lacks a mandatory column.</summary>
    public const string ExportMissingColumn = "export-missing-column";

    /// <summary>An archive larger than the limits once unpacked, too many entries, or an archive inside the archive.</summary>
    public const string ArchiveBomb = "archive-bomb";

    /// <summary>An archive entry with an absolute or climbing path.</summary>
    public const string ArchivePath = "archive-path";

    /// <summary>The export names another school, or the school knows nearly nobody in it.</summary>
    public const string ExportOtherSchool = "export-other-school";

    /// <summary>A newer export was processed already.</summary>
    public const string ExportOld = "export-old";

    // Pulling failed: MisExportException.Code.

    /// <summary>The MIS does not accept the credentials.</summary>
    public const string PullUnauthorised = "pull-unauthorised";

    /// <summary>The credentials are good but the MIS does not know the school, or does not let us see it.</summary>
    public const string PullWrongSchool = "pull-wrong-school";

    /// <summary>No connection, or the MIS kept failing until the retries ran out.</summary>
    public const string PullUnreachable = "pull-unreachable";

    /// <summary>The MIS named a next page on another host; the token would have gone there.</summary>
    public const string PullNextHost = "pull-next-host";

    /// <summary>A setting is missing or cannot be used.</summary>
    public const string PullBadSettings = "pull-bad-settings";

    /// <summary>The MIS redirects to another host; the credentials would have gone there.</summary>
    public const string PullRedirect = "pull-redirect";

    /// <summary>The MIS's host has no public address, and private ones are not configured to be reached.</summary>
    public const string PullAddressRefused = "pull-address-refused";

    /// <summary>A field map in configuration cannot be read, or names a record or field that there is not.</summary>
    public const string PullBadFieldMap = "pull-bad-field-map";

    /// <summary>A school's column mapping cannot be used.</summary>
    public const string CsvBadMapping = "csv-bad-mapping";

    /// <summary>The MIS does not say where the school's data is: the approval was not given yet, or has to be given again.</summary>
    public const string MissingEndpointUrl = "missing-endpoint-url";

    /// <summary>The stored credentials cannot be decrypted: the key that they were encrypted with is gone.</summary>
    public const string CredentialsUnreadable = "credentials-unreadable";

    /// <summary>The person at the MIS did not approve the connection.</summary>
    public const string ApprovalDenied = "approval-denied";

    /// <summary>The MIS did not turn an approval into a connection.</summary>
    public const string ApprovalFailed = "approval-failed";

    /// <summary>The school has not answered our request for access yet.</summary>
    public const string PullApprovalPending = "pull-approval-pending";

    /// <summary>The school turned our request for access down.</summary>
    public const string PullApprovalDeclined = "pull-approval-declined";

    /// <summary>The school withdrew its approval.</summary>
    public const string PullApprovalRevoked = "pull-approval-revoked";

    // The report is not complete: ReportEnd.Reason.

    /// <summary>A well-formed report without one record.</summary>
    public const string ReportEmpty = "report-empty";

    /// <summary>A CSV whose last line is not ended, or with a row of another width than the header.</summary>
    public const string ReportTruncated = "report-truncated";

    /// <summary>A row about a person carries no usable id: who is absent cannot be said.</summary>
    public const string ReportUnidentifiedRow = "report-unidentified-row";

    /// <summary>The school has not given the permission that the report needs.</summary>
    public const string PermissionMissing = "permission-missing";

    /// <summary>The MIS does not know a field any more that we ask for.</summary>
    public const string FieldChanged = "field-changed";

    /// <summary>A page could not be fetched, or paging did not come to its end.</summary>
    public const string PageMissing = "page-missing";

    /// <summary>One record came on two pages: the pages moved while they were read, so another record may have been skipped.</summary>
    public const string PageShifted = "page-shifted";

    /// <summary>The MIS's own count differs from the records read.</summary>
    public const string CountMismatch = "count-mismatch";

    /// <summary>Nothing in the file proves that it is whole.</summary>
    public const string ReportUnproven = "report-unproven";

    /// <summary>The file holds only what changed.</summary>
    public const string ReportDelta = "report-delta";

    // A row is rejected: RejectedRow.Rule.

    /// <summary>A mandatory value is missing.</summary>
    public const string RowMissingValue = "row-missing-value";

    /// <summary>Not a date, or a date of birth before 1900.</summary>
    public const string RowBadDate = "row-bad-date";

    /// <summary>Not one of the values the field can have, or not the shape.</summary>
    public const string RowBadValue = "row-bad-value";

    /// <summary>The id stood on an earlier row of the report.</summary>
    public const string RowDuplicateId = "row-duplicate-id";

    /// <summary>Longer than <see cref="MisLimits.MaxValueLength"/> characters.</summary>
    public const string RowTooLong = "row-too-long";

    /// <summary>A control character inside the value.</summary>
    public const string RowControlCharacter = "row-control-character";

    /// <summary>The row has more or fewer columns than the header.</summary>
    public const string RowColumnCount = "row-column-count";
}
