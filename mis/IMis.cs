using Uso.Mis.Pulling;

namespace Uso.Mis;

/// <summary>What a school decided about reading.</summary>
public sealed record ReadSettings
{
    /// <summary>Reports the school accepted; others in the export are skipped.</summary>
    public required IReadOnlySet<Report> Accepted { get; init; }

    /// <summary>Fields opted out, as (report, canonical field name): read as if the export had no such value.</summary>
    public IReadOnlySet<(Report Report, string Field)> OptOuts { get; init; } = new HashSet<(Report, string)>();

    /// <summary>The school's settings of its MIS, without secrets: what a reader of files needs to read them, such as a column mapping.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

/// <summary>One MIS: its facts, and the reader that turns its wire format into the canonical extract.</summary>
public interface IMis
{
    MisDescriptor Descriptor { get; }

    /// <summary>Cheap look at an upload before it is accepted: zero bytes, an error file, a hostile archive.</summary>
    /// <param name="export">Seekable stream over the raw bytes.</param>
    /// <param name="fileName">The sender's file name, which may be missing; never used as a path.</param>
    /// <exception cref="MisExportException">The upload is refused.</exception>
    void Inspect(Stream export, string? fileName);

    /// <summary>The same under a school's settings, for a MIS whose files are read differently for each school.</summary>
    /// <exception cref="MisExportException">The upload is refused.</exception>
    void Inspect(Stream export, string? fileName, IReadOnlyDictionary<string, string> values) => Inspect(export, fileName);

    /// <summary>Whether settings that decide how files are read can be used. Asked before they are saved.</summary>
    /// <exception cref="MisExportException">They cannot; the code and the sentence say why.</exception>
    void CheckSettings(IReadOnlyDictionary<string, string> values)
    {
    }

    /// <summary>When an export was made, where its format tells; null where it does not. Called after <see cref="Inspect(Stream, string?)"/> let the upload pass.</summary>
    DateTimeOffset? ExportedAt(Stream export, string? fileName) => null;

    /// <summary>
    /// Reads an export, one item at a time, in source order, without holding the file in memory.
    /// Bad rows become <see cref="RejectedRow"/>; each report ends with a <see cref="ReportEnd"/>.
    /// </summary>
    /// <exception cref="MisExportException">The whole file is refused. What was yielded before must be thrown away.</exception>
    IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings);
}

/// <summary>A MIS that we pull from: the answer pages are captured as they came, then read like any upload.</summary>
public interface IPullMis : IMis
{
    /// <summary>
    /// Fetches everything the accepted reports need and writes the raw pages to <paramref name="capture"/>, in a form that <see cref="IMis.Read"/> reads.
    /// A permission that is missing or a page that fails is recorded in the capture, so that the reader can say why a report is not complete.
    /// </summary>
    /// <exception cref="MisExportException">Nothing useful could be fetched: connection, credentials, wrong school.</exception>
    Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken);

    /// <summary>Whether a school with these settings is pulled; false: its MIS, or a person, sends the exports.</summary>
    bool Pulls(IReadOnlyDictionary<string, string> settings) => true;

    /// <summary>
    /// "Check connection": tries the settings and says what is wrong, in the order in which it must be put right: one finding when nothing can be reached,
    /// otherwise one for each accepted report. Fetches a record of each at most, and keeps none.
    /// </summary>
    Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken);
}

/// <summary>How to reach one school at a pulled MIS.</summary>
/// <param name="Values">Setting name → value, secrets in clear: never log it.</param>
/// <param name="Accepted">Reports the school accepted.</param>
public sealed record PullSettings(IReadOnlyDictionary<string, string> Values, IReadOnlySet<Report> Accepted)
{
    /// <summary>Whose data it must be: a MIS that says whose it is, and names another school, is refused. Null: not asked.</summary>
    public SchoolNumbers? School { get; init; }

    /// <summary>
    /// Takes secrets that the MIS renewed while it was read (setting name → value), such as an OAuth refresh token that replaces the one used. A reader awaits it
    /// before it goes on: a token that was not stored is lost with the process, and the old one may be dead. Null: nobody keeps them.
    /// </summary>
    public Func<IReadOnlyDictionary<string, string>, CancellationToken, Task>? Renewed { get; init; }

    /// <summary>
    /// Opens the last capture of the same MIS whose every report was complete, for a MIS that can say that nothing has changed since; the reader disposes it. It gives null when
    /// there is none. A reader takes whole pages over, never parts of them: what it writes is a full capture on every night.
    /// </summary>
    public Func<CancellationToken, Task<Stream?>>? Previous { get; init; }
}

/// <summary>The numbers by which the country knows a school.</summary>
/// <param name="Urn">Six digits.</param>
/// <param name="LaCode">Three digits.</param>
/// <param name="EstablishmentNumber">Four digits.</param>
public sealed record SchoolNumbers(string Urn, string LaCode, string EstablishmentNumber)
{
    /// <summary>Whether the numbers that a MIS gives for its school are another school's. A number that it does not give proves nothing.</summary>
    public bool AreNotThoseOf(string? urn, string? laCode, string? establishmentNumber) =>
        (urn ?? Urn) != Urn || (laCode ?? LaCode) != LaCode || (establishmentNumber ?? EstablishmentNumber) != EstablishmentNumber;
}

/// <summary>A whole export is refused.</summary>
/// <param name="code">Stable code, for example <c>export-empty</c>, <c>export-truncated</c>, <c>export-error-file</c>.</param>
/// <param name="message">A sentence for the school; no personal data.</param>
public sealed class MisExportException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
