using Uso.Mis.Archives;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.OneRoster;

/// <summary>The files of a OneRoster archive, and what its manifest says of them: whole (bulk), changes only (delta) or absent.</summary>
internal sealed class OneRosterPackage : IDisposable
{
    public const string Users = "users";
    public const string Roles = "roles";
    public const string Orgs = "orgs";
    public const string Demographics = "demographics";
    public const string Classes = "classes";
    public const string Enrollments = "enrollments";

    private const string Manifest = "manifest";
    private const string Version = "1.2";
    private readonly UploadedFiles _upload;
    private readonly Dictionary<string, string> _manifest = new(StringComparer.OrdinalIgnoreCase);

    private OneRosterPackage(UploadedFiles upload)
    {
        _upload = upload;
        if (!upload.IsArchive || Find(Manifest) is null)
        {
            throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The file is not a OneRoster archive: a zip with manifest.csv in it.");
        }

        using var rows = Rows(Manifest);
        while (rows.Read())
        {
            _manifest[rows.Text(0) ?? ""] = rows.Text(1) ?? "";
        }

        if (_manifest.GetValueOrDefault("oneroster.version") is not { } version || !version.StartsWith(Version, StringComparison.Ordinal))
        {
            throw new MisExportException(MisErrorCodes.ExportUnknownFormat, $"The manifest does not say that the files are OneRoster {Version}.");
        }

        foreach (var name in new[] { Users, Roles, Orgs, Demographics, Classes, Enrollments }.Where(Has))
        {
            if (Find(name) is null)
            {
                throw new MisExportException(MisErrorCodes.ExportTruncated, $"The manifest lists {name}.csv, and the archive does not have it.");
            }
        }

        foreach (var name in new[] { Users, Roles, Orgs }.Where(name => !Has(name)))
        {
            throw new MisExportException(MisErrorCodes.ExportUnknownFormat, $"The archive has no {name}.csv: without it nobody can be read.");
        }
    }

    /// <exception cref="MisExportException">Not a OneRoster archive of this version, or not whole.</exception>
    public static OneRosterPackage Open(Stream export, MisLimits limits)
    {
        var upload = UploadedFiles.Open(export, null, limits);
        try
        {
            return new OneRosterPackage(upload);
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    public DateTimeOffset? WrittenAt => _upload.WrittenAt;

    /// <summary>The file is there, whole or as changes.</summary>
    public bool Has(string name) => IsBulk(name) || IsDelta(name);

    public bool IsDelta(string name) => Is(name, "delta");

    public CsvRows Rows(string name)
    {
        var file = Find(name)!;

        // The standard knows UTF-8 only.
        return CsvRows.Open(file, look => FileHead.Of(look) is { Shape: FileShape.Text or FileShape.Empty }
            ? TextEncodings.Utf8
            : throw new MisExportException(MisErrorCodes.ExportUnknownFormat, $"{file.Name} is not CSV."));
    }

    public void Dispose() => _upload.Dispose();

    private bool IsBulk(string name) => Is(name, "bulk");

    private bool Is(string name, string mode) => string.Equals(_manifest.GetValueOrDefault($"file.{name}"), mode, StringComparison.OrdinalIgnoreCase);

    private UploadedFile? Find(string name) => _upload.Files.FirstOrDefault(file => file.Name.Equals($"{name}.csv", StringComparison.OrdinalIgnoreCase));
}
