using Uso.Fakes;
using Uso.Fakes.Integris;

// Run by hand: dotnet run --project tests/fakes/Integris [port]
await using var fake = await IntegrisFake.StartAsync(new IntegrisFakeOptions { Schools = [RecordSamples.School("4001", 250)], Port = ByHand.Port(args) });
await ByHand.RunAsync(fake.Faults, $"baseUrl {fake.Url}  establishmentId 4001  keyId uso  secret fake-secret");
return 0;
