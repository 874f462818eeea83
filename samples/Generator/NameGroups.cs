namespace Uso.Samples.Generator;

/// <summary>The communities whose names the sample uses, with their share of the pupils.</summary>
public static partial class NameGroups
{
    private const string EnglishGirls = """
        Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Sienna Poppy Elsie Emily Ella Evelyn Phoebe Evie
        Charlotte Harper Millie Matilda Maisie Sophie Luna Ruby Alice Emma Penelope Eva Harriet Chloe Aria Orla Maeve Imogen Thea Jessica Lottie Rose
        Ellie Bonnie Lucy Hallie Robyn Eliza Ada Violet Mabel Eleanor Iris Zara Gracie Nancy Lola Scarlett Erin Darcie Amber Molly Summer Clara Delilah
        Arabella Edith Martha Lyra Margot Beatrice Esme Hannah Heidi Anna Holly Abigail Megan Bethany Caitlin Georgia Lauren Katie Rebecca Rachel Laura
        Amy Jade Kirsty Stephanie Gemma Victoria Catherine Katherine Kathryn Elizabeth Sarah Sara Claire Clare Helen Julie Karen Susan Margaret Dorothy
        Anne-Marie Lily-Mae Ella-Rose Ava-Mae Amelia-Rose Gracie-Mae Alexandra Francesca Gabriella Tabitha Jemima Cordelia Ottilie Zoë Chloë Renée Naomi
        """;

    private const string EnglishBoys = """
        Noah Oliver George Leo Arthur Theodore Freddie Oscar Archie Theo Harry Charlie Jack Henry Luca Alfie Thomas Jaxon Finley Roman Teddy Albie Reuben
        Tommy Louie William Lucas Elijah James Jude Rory Isaac Alexander Max Edward Mason Joshua Logan Sebastian Benjamin Joseph Arlo Hugo Samuel Ezra
        Grayson Ethan Daniel Louis Toby Bobby Jesse Hunter Carter Ralph Harrison Felix Frederick Ronnie Adam Jenson Stanley Gabriel Elliot Kit Rupert
        Frankie Zachary Jasper Dylan Tobias Albert Nathan Caleb Blake Ellis Riley Kai Otis Bertie Sonny Michael David Matthew Luke Jacob Callum Connor
        Liam Ryan Aaron Cameron Bradley Kieran Lewis Jake Christopher Andrew Mark Paul Stephen Steven Simon Peter Robert Richard John Jon Philip Phillip
        Tyler-James Alfie-Jay Jean-Luc Christian Dominic Barnaby Monty Percy Ted Rafe Wilfred Chester Austin Beau Denny Ned André Zac Zak Isaiah Ezekiel
        """;

    private const string EnglishSurnames = """
        Smith Jones Taylor Brown Wilson Johnson Davies Robinson Wright Thompson Walker White Edwards Hughes Green Hall Lewis Harris Clarke Jackson Wood
        Turner Martin Cooper Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett
        Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Khan Marshall Anderson Simpson Ellis
        Adams Singh Begum Wilkinson Foster Chapman Powell Webb Rogers Gray Mason Ali Hunt Hussain Campbell Matthews Owen Palmer Holmes Mills Barnes Knight
        Lloyd Butler Russell Barker Fisher Stevens Jenkins Murray Dixon Harvey Graham Pearson Ahmed Fletcher Walsh Kaur Gibson Howard Andrews Stewart
        Elliott Reynolds Saunders Payne Fox Ford Pearce Day Brooks West Lawrence Cole Atkinson Bradley Spencer Gill Dawson Watts Rose Berry Hart Dean
        Hewitt Nicholls Nichols Stephens Stevenson Stephenson Phillipson Clayton Fuller Bird Burton Newman Carr Hudson Hayes Barrett Sutton Armstrong
        Booth Chambers Lane Bishop Hawkins Porter Sharp Higgins Knowles Peacock Yates Whittaker Whitaker Thomson Thorne Thorn Tomlinson Sykes Ibbotson
        Braithwaite Satterthwaite Postlethwaite Featherstonehaugh Cholmondeley Mainwaring Fitz-Gibbon de_la_Mare D'Arcy D’Eath Le_Fèvre St_John
        """;

    private static readonly string[] PlaceFirst =
    [
        "Ash", "Beck", "Birch", "Black", "Brad", "Brom", "Burn", "Calver", "Chad", "Cold", "Crow", "Dar", "Den", "East", "Elm", "Fair", "Far", "Fen",
        "Gold", "Graf", "Had", "Ham", "Hart", "Haver", "Hazel", "High", "Hol", "Ingle", "Ken", "Kirk", "Lang", "Lin", "Long", "Mar", "Mid", "Nor",
        "Oak", "Old", "Pen", "Pres", "Rad", "Raven", "Red", "Rush", "Sand", "Shel", "Stan", "Stock", "Sut", "Swin", "Thorn", "Wake", "Wal", "Wat",
        "West", "Whit", "Win", "Wood", "Wool", "York",
    ];

    private static readonly string[] PlaceLast =
    [
        "ley", "ton", "ford", "wood", "field", "worth", "ham", "by", "thorpe", "combe", "hurst", "don", "stead", "well", "bourne", "wick", "shaw", "den",
        "gate", "more", "brook", "croft", "land", "ridge", "cliffe",
    ];

    /// <summary>The long tail of English surnames, which half of the people have: plausible names of places.</summary>
    internal static string[] PlaceSurnames { get; } = [.. PlaceFirst.SelectMany((f, i) => PlaceLast.Select((l, j) => (Name: f + l, Order: (i * 7 + j * 13) % 101)))
        .OrderBy(p => p.Order).ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Name)];

    /// <summary>Every group; weights are shares of the pupils.</summary>
    public static IReadOnlyList<NameGroup> All { get; } =
    [
        new("English", 48, EnglishGirls, EnglishBoys, EnglishSurnames, longTail: true),
        .. Isles, .. Europe, .. Asia, .. Africa, .. Elsewhere,
    ];

    private static readonly double Total = All.Sum(g => g.Weight);

    /// <summary>A group at random, by weight.</summary>
    public static NameGroup Pick(Rng rng)
    {
        var at = rng.NextDouble() * Total;
        foreach (var group in All)
        {
            at -= group.Weight;
            if (at < 0)
            {
                return group;
            }
        }

        return All[0];
    }
}
