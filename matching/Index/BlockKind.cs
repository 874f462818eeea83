namespace Uso.Matching.Index;

/// <summary>What a block key is made of.</summary>
internal enum BlockKind : byte
{
    /// <summary>The UPN, good or bad.</summary>
    Upn = 1,

    /// <summary>The sounds of both names; sought when the record has no date of birth, and for the namesakes of a child that moved.</summary>
    Names,

    /// <summary>Date of birth and the sound of one word of either name; not for 1 January.</summary>
    DateAndName,

    /// <summary>Date of birth (or its lack) and the sounds of first and last name.</summary>
    DateAndNames,

    /// <summary>School and the sounds of both names.</summary>
    SchoolAndNames,

    /// <summary>Year of birth and the sounds of both names.</summary>
    YearAndNames,

    /// <summary>Day and month of birth and the sounds of both names.</summary>
    DayAndNames,

    /// <summary>Of people without a date of birth: school and the sound of the surname. Every record seeks it: nicknames share no sound.</summary>
    UndatedInSchool,
}
