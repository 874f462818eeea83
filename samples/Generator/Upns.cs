namespace Uso.Samples.Generator;

/// <summary>Makes UPNs: check letter, LA (2-4), establishment (5-8), year of issue (9-10), serial (11-13); a temporary one ends in a letter.</summary>
public static class Upns
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

    /// <summary>A permanent UPN with its check letter.</summary>
    /// <param name="serial">1 to 999.</param>
    public static string Permanent(string la, string establishment, int year, int serial) => WithCheck($"{la}{establishment}{year % 100:00}{serial:000}");

    /// <summary>A temporary UPN with its check letter.</summary>
    /// <param name="serial">0 to 99.</param>
    public static string Temporary(string la, string establishment, int year, int serial) =>
        WithCheck($"{la}{establishment}{year % 100:00}{serial % 100:00}{Alphabet[serial % Alphabet.Length]}");

    /// <summary>The same UPN with a check letter that does not belong to it.</summary>
    public static string WithWrongCheck(string upn) => Alphabet[(Alphabet.IndexOf(upn[0], StringComparison.Ordinal) + 1) % Alphabet.Length] + upn[1..];

    private static string WithCheck(string twelve)
    {
        var sum = 0;
        for (var i = 0; i < twelve.Length; i++)
        {
            sum += (char.IsAsciiDigit(twelve[i]) ? twelve[i] - '0' : Alphabet.IndexOf(twelve[i], StringComparison.Ordinal)) * (i + 2);
        }

        return Alphabet[sum % Alphabet.Length] + twelve;
    }
}
