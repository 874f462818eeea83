using Uso.Fakes;
using Uso.Fakes.PupilAsset;

// Run by hand: dotnet run --project tests/fakes/PupilAsset [port]
await using var fake = await PupilAssetFake.StartAsync(new PupilAssetFakeOptions { Schools = [RecordSamples.School("PA-1", 250)], Port = ByHand.Port(args) });
await ByHand.RunAsync(fake.Faults, $"baseUrl {fake.Url}  schoolReference PA-1  token fake-token");
return 0;
