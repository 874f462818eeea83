namespace Uso.Mis.Contract;

/// <summary>What can come of an export, the same for every MIS.</summary>
public enum ContractCase
{
    Full,
    DeltaNight,
    Outage,
    Truncated,
    LostPermission,
    Empty,
    WrongSchool,
    Leaver,
    FutureStarter,
    GroupChange,
    AttendanceMarks,
    BadDates,
    MissingNames,
    DuplicateIds,
    TwentyThousandPeople,
}

/// <summary>What is wrong on the way; it befalls the pupils.</summary>
public enum ContractFlaw
{
    None,

    /// <summary>The MIS, or the agent's export, is down.</summary>
    Outage,

    /// <summary>The pupils' data stops in the middle: a file cut short, half a page.</summary>
    Truncated,

    /// <summary>A page in the middle cannot be had, or its rows are not in the file.</summary>
    PageMissing,

    /// <summary>The pupils may not be read any more.</summary>
    LostPermission,

    /// <summary>An answer, or a file, in order and without one pupil.</summary>
    Empty,

    /// <summary>The connection, or the file, is another school's.</summary>
    WrongSchool,
}

/// <summary>How a case ends.</summary>
public sealed record ContractPromise
{
    private ContractPromise()
    {
    }

    /// <summary>The report of the pupils is complete.</summary>
    public static ContractPromise Whole { get; } = new();

    /// <summary>The whole export is refused with this code.</summary>
    public string? Refusal { get; private init; }

    /// <summary>What came is read, and the report of the pupils is not complete, for this reason.</summary>
    public string? Reason { get; private init; }

    /// <summary>The MIS cannot express it, for this reason; what was asked for is not there at all.</summary>
    public string? NotSupported { get; private init; }

    /// <summary>The format cannot tell; the pipeline can. The export is read as it is.</summary>
    public string? LeftToPipeline { get; private init; }

    public static ContractPromise Refused(string code) => new() { Refusal = code };

    public static ContractPromise NotComplete(string reason) => new() { Reason = reason };

    public static ContractPromise CannotExpress(string why) => new() { NotSupported = why };

    public static ContractPromise ToldByPipeline(string why) => new() { LeftToPipeline = why };
}
