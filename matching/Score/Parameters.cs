using System.Text.Json;
using System.Text.Json.Serialization;
using Uso.Matching.Compare;

namespace Uso.Matching.Score;

/// <summary>How often each level of agreement comes up, by who the two people are to each other.</summary>
/// <typeparam name="TLevel">The field's levels. A missing value says nothing and has no entry.</typeparam>
internal sealed record FieldParameters<TLevel>
    where TLevel : struct, Enum
{
    /// <summary>One person.</summary>
    public required Dictionary<TLevel, double> Match { get; init; }

    /// <summary>Two people of two families; where equal values are counted in the index itself, those have no entry.</summary>
    public required Dictionary<TLevel, double> Stranger { get; init; }

    /// <summary>Brothers and sisters born on different days.</summary>
    public required Dictionary<TLevel, double> Sibling { get; init; }
    public required Dictionary<TLevel, double> Twin { get; init; }
}

/// <summary>Frequencies for a pair that is compared without an index.</summary>
internal sealed record TypicalFrequencies
{
    public required int Population { get; init; }
    public required double FirstName { get; init; }
    public required double LastName { get; init; }
    public required double DateOfBirth { get; init; }
    public required double School { get; init; }
}

/// <summary>
/// The numbers of the score, estimated by <c>./bench match-estimate</c> and never typed in: what they were counted on stands in the file.
/// Pairs are of four kinds: one person, two strangers, siblings, twins.
/// </summary>
internal sealed record Parameters
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The file of <see cref="AccountIndex.RulesVersion"/>.</summary>
    internal static Parameters Current => Embedded.Parameters;

    public required int Version { get; init; }

    /// <summary>Tool, seeds, numbers of pairs counted.</summary>
    public required Dictionary<string, string> MadeBy { get; init; }
    public required FieldParameters<NameLevel> FirstName { get; init; }
    public required FieldParameters<NameLevel> LastName { get; init; }
    public required FieldParameters<DateLevel> DateOfBirth { get; init; }

    /// <summary>Of pairs where both have a permanent UPN. Equal ones of strangers: how many a record meets in the whole population.</summary>
    public required FieldParameters<UpnRelation> Upn { get; init; }

    /// <summary>The school is the same.</summary>
    public required Dictionary<string, double> SameSchool { get; init; }

    /// <summary>First and last name are exchanged.</summary>
    public required Dictionary<string, double> Swapped { get; init; }

    /// <summary>Accounts of siblings that a record meets.</summary>
    public required double Siblings { get; init; }

    /// <summary>Accounts of twins that a record meets.</summary>
    public required double Twins { get; init; }

    /// <summary>Of two names seen once in a population: how many more a population of that size would hold (Good and Turing).</summary>
    public required double SeenOnce { get; init; }

    /// <summary>How much oftener strangers share first and last name than chance would have it: names keep company.</summary>
    public required double NamesTogether { get; init; }
    public required TypicalFrequencies Typical { get; init; }

    /// <summary>Bits that the best candidate must lead everything else by, so that a link is worth its risk.</summary>
    public required double LinkAbove { get; init; }

    /// <summary>Bits below which a candidate is not worth a question.</summary>
    public required double AskAbove { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, Options).ReplaceLineEndings("\n") + "\n";

    // Read when first asked for: the tool that makes the file needs none.
    private static class Embedded
    {
        internal static readonly Parameters Parameters = Load();
    }

    private static Parameters Load()
    {
        using Stream file = typeof(Parameters).Assembly.GetManifestResourceStream("Uso.Matching.Score.parameters-3.json")
            ?? throw new InvalidOperationException("The parameters of the score are not in the assembly.");
        return JsonSerializer.Deserialize<Parameters>(file, Options) ?? throw new InvalidOperationException("The parameters of the score are empty.");
    }
}
