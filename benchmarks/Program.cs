using System.CommandLine;
using Uso.Benchmarks.Match;
using Uso.Benchmarks.Pipeline;
using Uso.Benchmarks.Runtime;

var people = new Option<int>("--people") { DefaultValueFactory = _ => 50_000, Description = "How many people, in schools of about a thousand." };
var accounts = new Option<string>("--accounts") { Required = true };
var mis = new Option<string>("--mis") { Required = true };
var truth = new Option<string>("--truth") { Required = true };
var runtimeName = new Option<string>("--runtime") { DefaultValueFactory = _ => "embedded", Description = "Chosen by ./bench at build time." };

var match = new Command("match", "Matches a MIS file against accounts and judges the links by the truth.") { accounts, mis, truth };
match.SetAction(parsed => MatchBenchmark.Run(parsed.GetValue(accounts)!, parsed.GetValue(mis)!, parsed.GetValue(truth)!));

var pipeline = new Command("pipeline", "Loads people through the whole pipeline and compares with two floors taken in the same run.") { people, runtimeName };
pipeline.SetAction((parsed, cancellation) => PipelineBenchmark.RunAsync(parsed.GetValue(people), cancellation));

var runtime = new Command("runtime", "Measures the runtime that hosts the grains.") { runtimeName };
runtime.SetAction((_, cancellation) => RuntimeBenchmark.RunAsync(cancellation));

return await new RootCommand("Measurements of Uso. The last line of output is one JSON object.") { match, pipeline, runtime }.Parse(args).InvokeAsync();
