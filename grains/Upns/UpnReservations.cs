namespace Uso.Grains.Upns;

/// <summary>
/// What holds a UPN while an account is being made: the link that it is made for, so that the same run, and the school's next one, are the same holder whatever
/// username it gets.
/// </summary>
internal static class UpnReservations
{
    private const char Prefix = '~';

    public static string Of(MisLink link) => $"{Prefix}{link.Urn}/{link.Kind}/{link.MisId}";

    /// <summary>No username looks like this.</summary>
    public static bool Is(string holder) => holder[0] == Prefix;
}
