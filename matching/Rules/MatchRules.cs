namespace Uso.Matching;

/// <summary>
/// The stable codes of the rules: stored with decisions, shown to people, never reused for something else.
/// <c>docs/matching/rules-3.md</c> says in plain words what each means.
/// </summary>
public static class MatchRules
{
    // Links.

    /// <summary>
    /// The same good permanent UPN, and first name and date of birth agree (a near date only with the surname's support). A name may be a
    /// spelling, a nickname or a part of the account's when nobody of the same surname and birthday is about.
    /// </summary>
    public const string UpnAndIdentity = "upn-and-identity";

    /// <summary>First name, last name, date of birth and school are equal, and nobody else is like it.</summary>
    public const string IdentityAndSchool = "identity-and-school";

    /// <summary>The evidence together is far likelier of one person than of two, and no other account comes near it.</summary>
    public const string WeightOfEvidence = "weight-of-evidence";

    /// <summary>Staff without a date of birth on either side: both names and the school equal, nobody of these names elsewhere in the LA.</summary>
    public const string StaffNamesAndSchool = "staff-names-and-school";

    // Creation.

    /// <summary>No account is like the record: the wide net is empty.</summary>
    public const string NobodyNear = "nobody-near";

    // Review: vetoes on one candidate.

    /// <summary>Record and account have different good permanent UPNs.</summary>
    public const string UpnConflict = "upn-conflict";

    /// <summary>The UPN is the account's, the name is not.</summary>
    public const string UpnNameDisagrees = "upn-name-disagrees";

    /// <summary>The UPN is the account's and the name may be, the date of birth is not.</summary>
    public const string UpnDateDisagrees = "upn-date-disagrees";

    /// <summary>The first name is only near, and another person, account or record, has the same surname and birthday.</summary>
    public const string Twin = "twin";

    /// <summary>Without a UPN, a short form, a spelling or a sound is not the first name: Alexander and Alexandra are both Alex, and twins.</summary>
    public const string FirstNameOnlyAlike = "first-name-only-alike";

    /// <summary>Same surname and date of birth, another first name: a twin, or the same child renamed.</summary>
    public const string SameBirthdayOtherName = "same-birthday-other-name";

    /// <summary>A date of birth on 1 January often means "unknown"; it carries a link only with the UPN and both names.</summary>
    public const string JanuaryFirst = "january-first";

    /// <summary>Without a UPN, a first name like Muhammad or Abdul that brothers share is no part-name agreement.</summary>
    public const string SharedFirstName = "shared-first-name";

    // Review: the situation.

    /// <summary>Weighed among the people of one LA, and somebody of a neighbouring one has these names or names like them.</summary>
    public const string Namesake = "namesake";

    /// <summary>More than one account fits equally well.</summary>
    public const string Rival = "rival";

    /// <summary>Two records of the batch fit one account.</summary>
    public const string BatchConflict = "batch-conflict";

    /// <summary>Two records of the batch are the same person or carry the same UPN, and neither has an account.</summary>
    public const string BatchDuplicate = "batch-duplicate";

    /// <summary>Hundreds of accounts share the record's names and date of birth (or names, where it has no date).</summary>
    public const string Crowded = "crowded";

    /// <summary>Somebody is like the record, but not enough for a link.</summary>
    public const string Doubtful = "doubtful";

    // Duplicates: two accounts that are likely one person's.

    /// <summary>Both accounts have the same good permanent UPN.</summary>
    public const string SameUpn = "same-upn";

    /// <summary>Both names agree, whole, in part or exchanged, and so does the date of birth.</summary>
    public const string SameIdentity = "same-identity";

    /// <summary>The date of birth and one name agree, and the other is a spelling, a slip or a nickname.</summary>
    public const string NearNames = "near-names";

    /// <summary>Both names are equal, and the date of birth is a slip apart or missing.</summary>
    public const string NearBirthday = "near-birthday";

    /// <summary>Staff of one school with equal names, and no dates of birth to compare.</summary>
    public const string StaffNames = "staff-names";

    /// <summary>Names and date of birth are equal, the permanent UPNs are not: one child with two, or two children.</summary>
    public const string TwoUpns = "two-upns";
}
