using System.Globalization;

namespace Uso.Mis.Bromcom;

/// <summary>Our "Generic API" contract: what a pushed document is, and what proves that it is whole. Bromcom's own is not public; this one is ours.</summary>
internal static class BromcomPush
{
    public const string Format = "uso-generic-api";
    public const string Version = "1";

    /// <summary>The sender counts its rows before it sends them. An entity whose count is not given, or is another one, does not count as whole.</summary>
    public static string? WhyNotWhole(int? declared, int rows) =>
        declared is null || declared != rows ? MisErrorCodes.CountMismatch : rows == 0 ? MisErrorCodes.ReportEmpty : null;

    public static void CheckVersion(string? format, string? version)
    {
        if (format != Format || version != Version)
        {
            throw UnknownFormat();
        }
    }

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static MisExportException UnknownFormat() =>
        new(MisErrorCodes.ExportUnknownFormat, $"The document is not one of the Generic API: it has to begin with format \"{Format}\" and version {Version}; see docs/mis/bromcom.md.");

    public static MisExportException BadShape() =>
        new(MisErrorCodes.ExportMalformed, "The document is not built as the Generic API says; see docs/mis/bromcom.md.");
}
