using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests.Completeness;

/// <summary>One way in which a school's data reaches us, and how each flaw looks on it. A MIS of the catalog has one by its contract fixture; SIMS has its three forms besides.</summary>
internal abstract class MisRouteCase : IAsyncDisposable
{
    /// <summary>Held by the gate, not refused.</summary>
    public const string Held = "held";

    /// <summary>The report is not there at all, so nothing is said about its people.</summary>
    public const string NoReport = "no-report";

    /// <summary>The flaw cannot reach the pipeline on this route: what is processed is whole.</summary>
    public const string Whole = "whole";

    /// <summary>The forms of SIMS, each with each flaw.</summary>
    public static readonly IReadOnlyDictionary<string, Func<MisRouteCase>> Forms = new Dictionary<string, Func<MisRouteCase>>
    {
        ["SIMS XML"] = () => new SimsRouteCase(SimsForm.Xml),
        ["SIMS CSV"] = () => new SimsRouteCase(SimsForm.Csv),
        ["SIMS zip"] = () => new SimsRouteCase(SimsForm.Zip),
    };

    /// <summary>The stable code that says why the flawed export did no harm.</summary>
    public abstract string Why(Flaw flaw);

    /// <summary>Sets the school up; the region knows the route's MIS.</summary>
    public abstract Task<Region> StartAsync(string urn);

    /// <summary>Sends, or serves, what the MIS has and processes it.</summary>
    /// <param name="before">Who was in the export before this one.</param>
    public abstract Task<RunStatus> NightAsync(Region region, string urn, Pupil[] pupils, Pupil[] before, Flaw? flaw);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>People who have nothing to do with the school, under the ids of its own.</summary>
    protected static Pupil[] Strangers(int count) => [.. Region.Pupils(count, from: 700).Select((pupil, i) => pupil with
    {
        Id = $"{i + 1}",
        Last = "Q" + pupil.Last,
        Born = new DateOnly(2013, 5, 1).AddDays(i).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    })];

    /// <summary>A quarter is lost from the middle.</summary>
    protected static T[] WithoutPage<T>(T[] all) => [.. all[..(all.Length / 2)], .. all[(all.Length * 3 / 4)..]];
}
