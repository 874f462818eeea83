using System.Collections.Immutable;
using Uso.Matching;

namespace Uso.Grains.Matching;

/// <summary>Between grain contracts and the matching library, which knows nothing of grains.</summary>
internal static class MatchMapping
{
    public static MatchKind ToMatchKind(AccountKind kind) => kind is AccountKind.Pupil ? MatchKind.Pupil : MatchKind.Staff;

    /// <param name="entry">An entry with an account.</param>
    /// <param name="urn">The school whose entry it is.</param>
    public static IndexedAccount ToIndexed(RosterEntry entry, string urn) => new()
    {
        Username = entry.Username!,
        Kind = entry.Kind,
        Identity = entry.Identity,
        Urn = urn,
        Allocated = entry.Status is RosterStatus.Allocated,
        IsFuture = entry.IsFuture,
    };

    public static MatchAccount ToAccount(IndexedAccount account) => new()
    {
        Username = account.Username,
        Kind = ToMatchKind(account.Kind),
        FirstName = account.Identity.LegalFirstName,
        LastName = account.Identity.LegalLastName,
        OtherFirstName = account.Identity.PreferredFirstName,
        OtherLastName = account.Identity.PreferredLastName,
        DateOfBirth = account.Identity.DateOfBirth,
        Upn = account.Identity.Upn,
        School = account.Urn,
    };

    public static MatchRecord ToRecord(MatchQuery query, string urn, string id) => ToRecord(query.Kind, query.Identity, urn, id);

    public static MatchRecord ToRecord(FindQuery query) => ToRecord(query.Kind, query.Identity, query.Urn, "");

    private static MatchRecord ToRecord(AccountKind kind, PersonIdentity identity, string urn, string id) => new()
    {
        Id = id,
        Kind = ToMatchKind(kind),
        FirstName = identity.LegalFirstName,
        LastName = identity.LegalLastName,
        OtherFirstName = identity.PreferredFirstName,
        OtherLastName = identity.PreferredLastName,
        DateOfBirth = identity.DateOfBirth,
        Upn = identity.Upn,
        School = urn,
    };

    public static ImmutableArray<CaseCandidate> ToCandidates(IReadOnlyList<MatchCandidate> candidates) =>
    [
        .. candidates.Select(candidate => new CaseCandidate
        {
            Username = candidate.Username,
            Evidence = EvidenceText(candidate.Evidence),
            Vetoes = [.. candidate.Vetoes],
            Words = candidate.Words,
        }),
    ];

    /// <summary>A candidate that the index was not asked about: the school's own earlier row.</summary>
    public static CaseCandidate ToCandidate(RosterEntry account, PersonIdentity identity, string urn, string veto)
    {
        var pair = PairComparer.Compare(
            ToRecord(new MatchQuery { Kind = account.Kind, MisId = account.MisId, Identity = identity }, urn, account.MisId),
            ToAccount(new IndexedAccount { Username = account.Username!, Kind = account.Kind, Identity = account.Identity, Urn = urn, Allocated = true }));
        return new CaseCandidate { Username = account.Username!, Evidence = EvidenceText(pair.Evidence), Vetoes = [veto], Words = pair.Words };
    }

    public static string EvidenceText(MatchEvidence evidence) =>
        $"firstName={Word(evidence.FirstName)} lastName={Word(evidence.LastName)} dateOfBirth={Word(evidence.DateOfBirth)} upn={Word(evidence.Upn)} school={Word(evidence.School)}";

    private static string Word(FieldAgreement agreement) => agreement switch
    {
        FieldAgreement.Same => "same",
        FieldAgreement.Near => "near",
        FieldAgreement.Different => "different",
        _ => "missing",
    };
}
