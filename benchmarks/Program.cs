using System.CommandLine;
using Uso.Benchmarks;
using Uso.Benchmarks.Match;
using Uso.Benchmarks.Night;
using Uso.Benchmarks.Pipeline;
using Uso.Benchmarks.Read;
using Uso.Benchmarks.Snapshot;
using Uso.Benchmarks.Year;

if (OwnCommands.AsPart(args) is { } part)
{
    return await part;
}

var people = new Option<int>("--people") { DefaultValueFactory = _ => 50_000, Description = "How many people, in schools of about a thousand." };
var system = new Option<string>("--mis") { Required = true, Description = "Code as in GET /api/mis." };
var accounts = new Option<string>("--accounts") { Required = true };
var mis = new Option<string>("--mis") { Required = true };
var truth = new Option<string>("--truth") { Required = true };
var runtimeName = new Option<string>("--runtime") { DefaultValueFactory = _ => "embedded", Description = "Chosen by ./bench at build time." };

var decisions = new Option<string?>("--decisions") { Description = "Writes every decision with its candidates, tab-separated." };
var match = new Command("match", "Matches a MIS file against accounts and judges the links by the truth.") { accounts, mis, truth, decisions };
match.SetAction(parsed => MatchBenchmark.Run(parsed.GetValue(accounts)!, parsed.GetValue(mis)!, parsed.GetValue(truth)!, parsed.GetValue(decisions)));

var parametersFile = new Option<string>("--out") { Required = true, Description = "Where the parameters go: matching/Score/parameters-3.json." };
var estimate = new Command("match-estimate", "Estimates the parameters of the score on invented areas.") { parametersFile };
estimate.SetAction(parsed => MatchEstimate.Run(parsed.GetValue(parametersFile)!));

Option<ulong> firstSeed = new("--seed") { DefaultValueFactory = _ => 201 };
Option<int> areas = new("--areas") { DefaultValueFactory = _ => 3, Description = "Areas of each kind." };
var matchAreas = new Command("match-areas", "Judges the rules on invented areas that nothing was estimated on.") { firstSeed, areas };
matchAreas.SetAction(parsed => MatchAreas.Run(parsed.GetValue(firstSeed), parsed.GetValue(areas)));

var area = new Option<int>("--people") { DefaultValueFactory = _ => 100_000, Description = "People of the invented area." };
Option<string?> indexed = new("--accounts"), sought = new("--mis"), known = new("--truth");
var matchIndex = new Command("match-index", "Builds the index of an area and measures it; with files, the blocking recall is theirs.") { area, indexed, sought, known };
matchIndex.SetAction(parsed => MatchIndexBenchmark.Run(parsed.GetValue(area), parsed.GetValue(indexed), parsed.GetValue(sought), parsed.GetValue(known)));

var country = new Option<int>("--people") { DefaultValueFactory = _ => 1_000_000, Description = "Records, and about as many accounts." };
var matchScale = new Command("match-scale", "Matches a whole country's worth of records in one batch.") { country };
matchScale.SetAction(parsed => MatchScaleBenchmark.Run(parsed.GetValue(country)));

var data = new Option<string>("--data") { Required = true, Description = "The folder of dataset1.csv, dataset2.csv, dataset4a.csv and dataset4b.csv." };
var ids = new Option<string>("--ids") { DefaultValueFactory = _ => "held", Description = "held: an id that no account holds is an unverified one; strict: every id is good." };
var febrl = new Command("febrl", "Links FEBRL 4 and finds the doubles of FEBRL 1 and 2.") { data, ids, decisions };
febrl.SetAction(parsed => Febrl.Run(parsed.GetValue(data)!, parsed.GetValue(ids) == "strict", parsed.GetValue(decisions)));

var pipeline = new Command("pipeline", "Loads people through the whole pipeline and compares with two floors taken in the same run.") { people, runtimeName };
pipeline.SetAction((parsed, cancellation) => PipelineBenchmark.RunAsync(parsed.GetValue(people), cancellation));

var read = new Command("read", "Reads a MIS's exports, against a bare read of the same bytes.") { system, people };
read.SetAction((parsed, cancellation) => ReadBenchmark.RunAsync(parsed.GetValue(system)!, parsed.GetValue(people), cancellation));

var snapshot = new Command("snapshot", "Builds the snapshots of released people, against writing the same rows bare.") { people };
snapshot.SetAction((parsed, cancellation) => SnapshotBenchmark.RunAsync(parsed.GetValue(people), cancellation));

var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1UL };
var schools = new Option<int>("--schools") { DefaultValueFactory = _ => 100, Description = "Schools of 500 people each." };
var days = new Option<int>("--days") { DefaultValueFactory = _ => 200, Description = "School days; the summer lies in between." };
var year = new Command("year", "Lives a school year of one LA, with everything that goes wrong in one, and compares every account with the truth.") { seed, schools, days };
year.SetAction((parsed, _) => YearBenchmark.RunAsync(parsed.GetValue(seed), parsed.GetValue(schools), parsed.GetValue(days)));

var schoolCount = new Option<int>("--schools") { DefaultValueFactory = _ => 100, Description = "Schools in the region." };
var perSchool = new Option<int>("--people-per-school") { DefaultValueFactory = _ => 500 };
var silos = new Option<int>("--silos") { DefaultValueFactory = _ => 1, Description = "Silo processes, on the cluster." };
var atOnce = new Option<int>("--at-once") { DefaultValueFactory = _ => 8, Description = "Schools under way at once." };
var pool = new Option<int?>("--pool") { Description = "Database connections of a silo at most, on the cluster; without it, the silo's own choice." };
var warmUp = new Option<int>("--warm-up") { DefaultValueFactory = _ => 40, Description = "Other schools, of 500 people, that are loaded first." };
var night = new Command("night", "Loads a region, then lives a night on which nobody changed and one on which 1 % did; tells what a person costs, and whom.")
{
    schoolCount, perSchool, silos, atOnce, pool, warmUp, runtimeName,
};
night.SetAction((parsed, cancellation) => NightBenchmark.RunAsync(
    new NightOptions
    {
        Schools = parsed.GetValue(schoolCount),
        PeoplePerSchool = parsed.GetValue(perSchool),
        Silos = parsed.GetValue(silos),
        AtOnce = parsed.GetValue(atOnce),
        Pool = parsed.GetValue(pool),
        WarmUpSchools = parsed.GetValue(warmUp),
    },
    cancellation));

var root = new RootCommand("Measurements of Uso. The last line of output is one JSON object.") { match, estimate, matchAreas, matchIndex, matchScale, febrl, pipeline, read, snapshot, year, night };
foreach (var own in OwnCommands.All(runtimeName))
{
    root.Add(own);
}

return await root.Parse(args).InvokeAsync();
