using Uso.Matching.Compare;

namespace Uso.Matching;

/// <summary>Pupils are matched by UPN and identity, staff by identity alone; a pupil never matches a member of staff.</summary>
public enum MatchKind
{
    Pupil,
    Staff,
}

/// <summary>An account as the index knows it.</summary>
public sealed record MatchAccount
{
    /// <summary>The username.</summary>
    public required string Username { get; init; }
    public required MatchKind Kind { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }

    /// <summary>Other first names the person goes by (preferred).</summary>
    public string? OtherFirstName { get; init; }
    public string? OtherLastName { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Upn { get; init; }

    /// <summary>The URN of the school that has the account now (or had it last).</summary>
    public required string School { get; init; }
}

/// <summary>A MIS record to match.</summary>
public sealed record MatchRecord
{
    /// <summary>The caller's own id of the record; unique in its batch.</summary>
    public required string Id { get; init; }
    public required MatchKind Kind { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public string? OtherFirstName { get; init; }
    public string? OtherLastName { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Upn { get; init; }
    public required string School { get; init; }
}

public enum MatchOutcome
{
    /// <summary>Exactly one account is this person.</summary>
    Linked,

    /// <summary>Nobody like this person is known: an account may be made.</summary>
    Create,

    /// <summary>A human decides.</summary>
    Review,
}

/// <summary>How one field of a record compares with a candidate's.</summary>
public enum FieldAgreement
{
    Missing,
    Same,
    Near,
    Different,
}

/// <summary>The evidence of one comparison.</summary>
public readonly record struct MatchEvidence(FieldAgreement FirstName, FieldAgreement LastName, FieldAgreement DateOfBirth, FieldAgreement Upn, FieldAgreement School);

/// <summary>An account that might be the person.</summary>
/// <param name="Username">The account.</param>
/// <param name="Evidence">Field by field.</param>
/// <param name="Vetoes">Stable codes of the rules that forbid a link without a human, for example <c>upn-conflict</c>, <c>twin</c>.</param>
public sealed record MatchCandidate(string Username, MatchEvidence Evidence, IReadOnlyList<string> Vetoes)
{
    private string? _words;

    /// <summary>
    /// The evidence as a sentence, the record's value before the account's: "date of birth same; first name Muhammad / Mohammed: same name;
    /// surname differs (Khan / Ali); UPNs conflict; school same". Made when it is first asked for: most links never are.
    /// </summary>
    public string Words => _words ??= Pair?.Words() ?? string.Empty;

    /// <summary>The weight of evidence in bits: 0 is even odds, 10 a thousand to one. Null where the rules did not weigh: the score is for what
    /// they do not decide.</summary>
    public double? Score { get; init; }

    /// <summary>By how many bits the candidate leads everything else together.</summary>
    internal double Lead { get; init; }

    internal Pair? Pair { private get; init; }
}

/// <summary>What was decided about one record.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Outcome">Closed outcome.</param>
/// <param name="Rule">Stable code of the rule that decided, for example <c>upn-and-identity</c>, <c>identity-and-school</c>, <c>nobody-near</c>, <c>rival</c>.</param>
/// <param name="Candidates">Linked: the one account. Review: best first; none when the record is only like another of its own batch
/// (<c>batch-duplicate</c>). Create: empty.</param>
public sealed record MatchDecision(string Id, MatchOutcome Outcome, string Rule, IReadOnlyList<MatchCandidate> Candidates);

/// <summary>Two accounts that are likely one person's.</summary>
/// <param name="First">The username that comes first in the alphabet.</param>
/// <param name="Second">The other one.</param>
/// <param name="Kind">What both are.</param>
/// <param name="Rule">Stable code of the rule that holds them to be one, for example <c>same-upn</c>.</param>
/// <param name="Evidence">Field by field.</param>
/// <param name="Words">The same as a sentence, the first account's values first.</param>
public sealed record AccountDuplicate(string First, string Second, MatchKind Kind, string Rule, MatchEvidence Evidence, string Words);
