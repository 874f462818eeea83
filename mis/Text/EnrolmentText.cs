namespace Uso.Mis.Text;

/// <summary>Reads a pupil's enrolment status: the census code (C, M, S, G) or the words that MISs show for it.</summary>
internal static class EnrolmentText
{
    /// <summary>Null for an empty or unknown value: it is a help, never a reason to reject a row.</summary>
    public static EnrolmentStatus? Parse(string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "C" => EnrolmentStatus.Single,
        "M" => EnrolmentStatus.Main,
        "S" => EnrolmentStatus.Subsidiary,
        "G" => EnrolmentStatus.Guest,
        var words when words.Contains("SUBSIDIARY", StringComparison.Ordinal) => EnrolmentStatus.Subsidiary,
        var words when words.Contains("MAIN", StringComparison.Ordinal) => EnrolmentStatus.Main,
        var words when words.Contains("GUEST", StringComparison.Ordinal) => EnrolmentStatus.Guest,
        var words when words.Contains("SINGLE", StringComparison.Ordinal) => EnrolmentStatus.Single,
        _ => null,
    };
}
