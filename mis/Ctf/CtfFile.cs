using System.Xml;
using System.Xml.Linq;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Ctf;

/// <summary>A pupil who arrives.</summary>
public sealed record CtfPupil
{
    /// <summary>1-based number in the file.</summary>
    public required int Row { get; init; }

    public string? Upn { get; init; }
    public string? Surname { get; init; }
    public string? Forename { get; init; }
    public string? PreferredSurname { get; init; }
    public string? PreferredForename { get; init; }

    /// <summary>Null when the file has none, or none that is a date.</summary>
    public DateOnly? DateOfBirth { get; init; }

    /// <summary>A code of a row from <see cref="MisErrorCodes"/> when a value cannot be used, and its field.</summary>
    public string? Rule { get; init; }

    public string? Field { get; init; }
}

/// <summary>A school in the header: LA code and establishment number; either may be unknown to the sender.</summary>
public sealed record CtfSchool(string? LaCode, string? EstablishmentNumber, string? Name);

/// <summary>
/// The DfE's Common Transfer File: pupils who go from one school to another. XML without a document type; the whole file is held, which its size limit makes cheap. Only what names
/// a pupil is read.
/// </summary>
public sealed record CtfFile
{
    /// <summary>Largest file, in bytes: a CTF of one pupil has some 20 KB.</summary>
    public const int MaxBytes = 4 << 20;

    public required CtfSchool Source { get; init; }

    /// <summary>Null when the file names none.</summary>
    public CtfSchool? Destination { get; init; }

    public required IReadOnlyList<CtfPupil> Pupils { get; init; }

    /// <param name="file">Seekable.</param>
    /// <exception cref="MisExportException">Not a whole CTF.</exception>
    public static CtfFile Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length > MaxBytes)
        {
            throw new MisExportException(MisErrorCodes.ArchiveBomb, "The file is larger than a Common Transfer File may be here.");
        }

        file.Position = 0;
        var head = FileHead.Of(file);
        if (head.Shape is FileShape.Empty)
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        if (head.Shape is not FileShape.Xml)
        {
            throw NotCtf();
        }

        file.Position = 0;
        var bytes = new TailStream(new UnclosedStream(file), head.Encoding);
        try
        {
            using var reader = SafeXml.Open(bytes, head);
            return Of(XDocument.Load(reader).Root!);
        }
        catch (XmlException broken)
        {
            throw SafeXml.Refusal(broken, bytes, "CTfile");
        }
        catch (System.Text.DecoderFallbackException broken)
        {
            throw SafeXml.NotText(broken);
        }
    }

    private static CtfFile Of(XElement root)
    {
        if (root.Name.LocalName != "CTfile" || Child(root, "Header") is not { } header || Child(header, "SourceSchool") is not { } source)
        {
            throw NotCtf();
        }

        var pupils = Child(root, "CTFpupilData")?.Elements().Where(element => element.Name.LocalName == "Pupil") ?? [];
        return new CtfFile
        {
            Source = School(source),
            Destination = Child(header, "DestSchool") is { } destination ? School(destination) : null,
            Pupils = [.. pupils.Select((pupil, i) => Pupil(pupil, i + 1))],
        };
    }

    // A pupil whose next school is not known is sent to XXXXXXX.
    private static CtfSchool School(XElement school) => new(Digits(Text(school, "LEA"), 3), Digits(Text(school, "Estab"), 4), Text(school, "SchoolName"));

    private static string? Digits(string? text, int count) => text?.Length == count && text.All(char.IsAsciiDigit) ? text : null;

    private static CtfPupil Pupil(XElement pupil, int row)
    {
        var born = Text(pupil, "DOB");
        var dated = born is not null && Cell.TryDate(born, out var date) && date.Year >= MisLimits.FirstBirthYear ? date : (DateOnly?)null;
        var read = new CtfPupil
        {
            Row = row,
            Upn = Text(pupil, "UPN")?.ToUpperInvariant(),
            Surname = Text(pupil, "Surname"),
            Forename = Text(pupil, "Forename"),
            PreferredSurname = Text(pupil, "PreferredSurname") ?? Text(Child(pupil, "BasicDetails"), "PreferredSurname"),
            PreferredForename = Text(pupil, "PreferredForename") ?? Text(Child(pupil, "BasicDetails"), "PreferredForename"),
            DateOfBirth = dated,
        };
        return (read, born) switch
        {
            ({ Surname: null }, _) => Bad("Surname", MisErrorCodes.RowMissingValue),
            ({ Forename: null }, _) => Bad("Forename", MisErrorCodes.RowMissingValue),
            (_, null) => Bad("DOB", MisErrorCodes.RowMissingValue),
            ({ DateOfBirth: null }, _) => Bad("DOB", MisErrorCodes.RowBadDate),
            _ => read,
        };

        CtfPupil Bad(string field, string rule) => read with { Field = field, Rule = rule };
    }

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static string? Text(XElement? parent, string name) => parent is not null && Child(parent, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static MisExportException NotCtf() => new(MisErrorCodes.ExportUnknownFormat, "The file is not a Common Transfer File.");
}
