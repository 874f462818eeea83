namespace Uso.Matching.Score;

/// <summary>How common the values of a pair are in the population it comes from.</summary>
/// <param name="People">The population.</param>
/// <param name="FirstName">Share of people with this first name.</param>
/// <param name="LastName">Share of people with this last name.</param>
/// <param name="FirstNameAsLast">Share of people whose last name is this first name.</param>
/// <param name="LastNameAsFirst">Share of people whose first name is this last name.</param>
/// <param name="BothNames">How many others have two names that sound like these.</param>
/// <param name="DateOfBirth">Share of people with the account's date of birth.</param>
/// <param name="School">Share of people at the account's school.</param>
internal readonly record struct Frequencies(
    double People, double FirstName, double LastName, double FirstNameAsLast, double LastNameAsFirst, double BothNames, double DateOfBirth, double School);
