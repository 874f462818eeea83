namespace Uso.ClientApi.ConsumerMatches;

/// <summary>Stable codes of why a row got its answer, beside the matching rules' own (docs/matching).</summary>
internal static class RowReasons
{
    public const string Malformed = "row-malformed";
    public const string TooLong = "row-too-long";
    public const string IdInvalid = "id-invalid";
    public const string KindUnknown = "kind-unknown";
    public const string NameMissing = "name-missing";
    public const string NameTooLong = "name-too-long";
    public const string DateInvalid = "date-of-birth-invalid";
    public const string SchoolMissing = "school-missing";

    /// <summary>No school of the LA that is released to this consumer goes by that name or number.</summary>
    public const string SchoolUnknown = "school-unknown";

    /// <summary>Several do: send the URN.</summary>
    public const string SchoolAmbiguous = "school-ambiguous";

    /// <summary>Two rows of the call fit one account.</summary>
    public const string TwoRowsOneAccount = "batch-conflict";
}
