using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Uso.Benchmarks.Region;
using Uso.GrainInterfaces;
using Uso.Grains.Blobs;
using Uso.Mis;
using Uso.Testing;

namespace Uso.Benchmarks.Year;

/// <summary>
/// One LA through a school year: each school day people come, go, move and are corrected, each night every school's export is sent, or not, or broken, and
/// processed, and each morning people decide what is theirs to decide. In the summer the LA rolls over. What the accounts should be, a model of its own says.
/// </summary>
public sealed class YearSimulation
{
    private const int SchoolsAtOnce = 4;
    private const int CalmDays = 12;

    private readonly YearOptions _options;
    private readonly SchoolCalendar _calendar;
    private readonly TruthWorld _world;
    private readonly Churn _churn;
    private readonly FakeClock _clock;
    private readonly Dictionary<TruthSchool, byte[]> _sent = [];
    private readonly List<double> _nights = [];

    // Assigned once the service runs.
    private Office _office = null!;
    private Judge _judge = null!;

    private YearSimulation(YearOptions options)
    {
        _options = options;
        _calendar = SchoolCalendar.Of(options.Days);
        _clock = new FakeClock(At(_calendar.Before[0].AddDays(-1)));
        _world = new TruthWorld(options, _calendar.Before[0]);
        _churn = new Churn(_world);
    }

    /// <param name="directory">For the database and the blobs; the caller's to delete.</param>
    public static async Task<YearResult> RunAsync(YearOptions options, string directory)
    {
        var simulation = new YearSimulation(options);
        await using var region = await BenchRegion.StartAsync(directory, simulation._clock);
        var grains = region.Services.GetRequiredService<IGrainFactory>();
        simulation._judge = new Judge(simulation._world, grains, options.Log);
        simulation._office = new Office(
            grains, region.Services.GetRequiredService<IBlobStore>(), region.Services.GetRequiredService<MisCatalog>(), simulation._judge);
        return await simulation.LiveAsync(grains);
    }

    private async Task<YearResult> LiveAsync(IGrainFactory grains)
    {
        foreach (var school in _world.Schools)
        {
            await _office.SetUpAsync(school);
        }

        var since = Stopwatch.GetTimestamp();
        await NightAsync(_calendar.Before[0].AddDays(-1), isFirst: true);
        _options.Log($"first load of {_world.People} people: {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
        var day = 0;
        foreach (var date in _calendar.Before)
        {
            await DayAsync(++day, date, calm: false);
        }

        await SummerAsync(grains);
        foreach (var date in _calendar.After)
        {
            await DayAsync(++day, date, calm: _options.Days - day < CalmDays);
        }

        await SettleAsync(_calendar.After[^1]);
        var off = await new FinalCheck(_world, _judge, grains, _options.Log).RunAsync();
        var ordered = _nights.Order().ToList();
        return new YearResult
        {
            FalseUnallocations = _judge.FalseUnallocations,
            FalseMerges = _judge.FalseMerges,
            Duplicates = _judge.Duplicates,
            HeldRuns = _office.HeldRuns,
            ReviewsPerSchoolWeek = _office.Reviews / (_world.Schools.Count * _options.Days / 5.0),
            P50NightSeconds = ordered[ordered.Count / 2],
            MaxNightSeconds = ordered[^1],
            Off = off,
            People = _world.People,
            Accounts = _judge.Accounts,
            Runs = _office.Runs,
            HeldGenuine = _office.HeldGenuine,
            Events = _churn.Events,
        };
    }

    private async Task DayAsync(int day, DateOnly date, bool calm)
    {
        _churn.Day(day, date, calm);
        if (!calm && day % 60 == 20)
        {
            ChangeMis();
        }

        await NightAsync(date, calm: calm);
        if (day % 10 == 0)
        {
            _options.Log($"day {day}, {date:O}: night {_nights[^1]:0.00} s, {_office.Runs} runs, {_office.HeldRuns} held, {_office.Reviews} reviews");
        }
    }

    /// <summary>
    /// Schools come to the service one after another, so the first load is in turn: two schools that meet a person for the first time at the same moment do not
    /// see each other. After that several are under way at once.
    /// </summary>
    /// <remarks>Exports are made and sent, then processed together; what people decide in the morning is not part of the night.</remarks>
    private async Task NightAsync(DateOnly date, bool isFirst = false, bool calm = false)
    {
        _clock.Leap(At(date) - _clock.GetUtcNow());
        var sent = new List<(TruthSchool School, byte[] Bytes, ExportFate Fate)>();
        foreach (var school in _world.Schools)
        {
            var fate = school.LastExport = isFirst || calm ? ExportFate.Good : Fate();
            if (Export(school, date, fate) is { } bytes)
            {
                sent.Add((school, bytes, fate));
            }
        }

        var runs = new (TruthSchool School, RunStatus Run, ExportFate Fate)?[sent.Count];
        var since = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, sent.Count, new ParallelOptions { MaxDegreeOfParallelism = isFirst ? 1 : SchoolsAtOnce }, async (i, _) =>
        {
            var (school, bytes, fate) = sent[i];
            if (await _office.UploadAsync(school, bytes))
            {
                runs[i] = (school, await _office.RunAsync(school), fate);
            }
        });
        if (!isFirst)
        {
            _nights.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }

        foreach (var (school, run, fate) in runs.OfType<(TruthSchool, RunStatus, ExportFate)>())
        {
            await _office.MorningAsync(school, run, fate is ExportFate.Good or ExportFate.Repeated);
        }
    }

    private byte[]? Export(TruthSchool school, DateOnly date, ExportFate fate)
    {
        switch (fate)
        {
            case ExportFate.Outage:
                return null;
            case ExportFate.Repeated when _sent.TryGetValue(school, out var yesterdays):
                return yesterdays;
            case ExportFate.WrongSchool when _world.Schools.Count > 1:
                return SchoolExports.Write(_world.Rng.Pick([.. _world.Schools.Where(other => other != school)]), date, _churn.Glitches, ExportFate.Good);
            default:
                var bytes = SchoolExports.Write(school, date, _churn.Glitches, fate);
                if (fate is ExportFate.Good)
                {
                    _sent[school] = bytes;
                }

                return bytes;
        }
    }

    private ExportFate Fate()
    {
        var fate = (_world.Rng.NextDouble() / _options.Trouble) switch
        {
            < 0.02 => ExportFate.Outage,
            < 0.023 => ExportFate.Empty,
            < 0.028 => ExportFate.Truncated,
            < 0.031 => ExportFate.Half,
            < 0.034 => ExportFate.Repeated,
            < 0.036 => ExportFate.WrongSchool,
            _ => ExportFate.Good,
        };
        if (fate is not ExportFate.Good)
        {
            _churn.Note(fate.ToString());
        }

        return fate;
    }

    /// <summary>A school gets another MIS: everybody there has another id from now on.</summary>
    private void ChangeMis()
    {
        var school = _world.Rng.Pick(_world.Schools);
        foreach (var post in school.Posts.Values.ToList())
        {
            school.Posts[post.Person.Number] = post with { MisId = school.NewId(post.Person) };
        }

        _churn.Note("misChanges");
    }

    /// <summary>The schools' MISs go over to the new year in the holidays, each when it likes; everything is previewed, approved, and taken over at one time.</summary>
    private async Task SummerAsync(IGrainFactory grains)
    {
        var desk = new Caller { Subject = "year", Role = Role.ServiceDesk };
        var la = grains.LocalAuthority(LaCode.Parse(TruthWorld.La));
        var planned = await la.SetRolloverAsync(
            desk, new PutRollover { Year = SchoolCalendar.CutOver.Year, PauseFrom = SchoolCalendar.Pause, CutOverAt = SchoolCalendar.CutOver });
        if (planned.Problem is { } problem)
        {
            throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
        }

        _churn.Finish();
        _churn.Glitches.Clear();
        NewYear.Prepare(_world, DateOnly.FromDateTime(SchoolCalendar.CutOver.Date));
        foreach (var school in _world.Schools)
        {
            school.MisRolledOn = _world.Rng.Pick(_calendar.Summer);
        }

        foreach (var date in _calendar.Summer)
        {
            await NightAsync(date);
        }

        // The last export before the new year is a good one: somebody sees to that.
        foreach (var school in _world.Schools)
        {
            await _office.UploadAsync(school, Export(school, _calendar.Summer[^1], ExportFate.Good)!);
            await _office.SeePreviewAndApproveAsync(school);
        }

        NewYear.Begin(_world);
        var since = Stopwatch.GetTimestamp();
        _clock.Leap(SchoolCalendar.CutOver - _clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        var runs = await Task.WhenAll(_world.Schools.Select(async school => (School: school, Run: await _office.CutOverAsync(school))));
        _options.Log($"cut over in {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
        foreach (var (school, run) in runs)
        {
            await _office.MorningAsync(school, run, genuine: true);
        }
    }

    /// <summary>A few calm nights more, so that whoever is missing is missing for longer than the grace.</summary>
    private async Task SettleAsync(DateOnly last)
    {
        _churn.Finish();
        _churn.Glitches.Clear();
        foreach (var days in new[] { 1, 5, 9, 10 })
        {
            await NightAsync(last.AddDays(days), calm: true);
        }
    }

    /// <summary>When the night's exports come.</summary>
    private static DateTimeOffset At(DateOnly date) => new(date.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero);
}
