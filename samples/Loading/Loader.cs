using System.Globalization;
using Uso.Samples.Generator;
using Uso.Samples.Mises;

namespace Uso.Samples.Loading;

/// <summary>
/// Plays the people and programs around the service for a week: the service desk that sets schools up, heads who release data, agents that send
/// exports, and the LMS that collects the snapshot. All of it through HTTP, all of it repeatable: after a kill it goes on where it was.
/// </summary>
internal sealed class Loader(RunOptions options, SampleWorld world, LoadState state, UsoClient uso, SampleClock clock, SampleMises mises, string deskToken, Reporter reporter)
{
    public static string SnapshotFile(RunOptions options) => Path.Combine(options.OutDirectory, $"{Northmoor.LaCode}-{Northmoor.Lms}.csv");

    /// <summary>The moment at which a day's exports arrive.</summary>
    public static DateTimeOffset Evening(DateOnly date) => new(date.ToDateTime(new TimeOnly(17, 30)), TimeSpan.Zero);

    public async Task LoadAsync(CancellationToken stop)
    {
        if (!state.SetUp)
        {
            await SetUpAsync(stop);
        }

        foreach (var day in world.Days)
        {
            stop.ThrowIfCancellationRequested();
            if (!state.SnapshotDays.Contains(day.Day))
            {
                await PassAsync(day, stop);
            }
        }

        await CollectAsync(stop);
    }

    private async Task SetUpAsync(CancellationToken stop)
    {
        clock.Set(Evening(world.Options.StartDate));
        string[] authorities = [Northmoor.LaCode];
        await uso.PutAsync($"api/consumers/{Northmoor.Lms}", new { name = "Northmoor LMS", entityId = "https://lms.northmoor.example/saml", localAuthorities = authorities }, deskToken, stop);
        await uso.PutAsync($"api/consumers/{Northmoor.ReadingApp}", new { name = "Reading App", entityId = (string?)null, localAuthorities = authorities }, deskToken, stop);
        state.ConsumerToken ??= await TokenAsync(new { role = "consumer", consumer = Northmoor.Lms, localAuthorities = authorities, label = "sample LMS" }, stop);
        foreach (var school in world.Schools)
        {
            await SetUpAsync(school, stop);
            await state.SaveAsync();
        }

        state.SetUp = true;
        await state.SaveAsync();
    }

    private async Task SetUpAsync(SampleSchool school, CancellationToken stop)
    {
        var path = $"api/schools/{school.Urn}";
        await uso.PutAsync(path, new { name = school.Name, laCode = Northmoor.LaCode, establishmentNumber = school.EstablishmentNumber, phase = Camel(school.Phase) }, deskToken, stop);
        await uso.PutAsync($"{path}/mis", new { mis = school.Mis, settings = mises[school].Settings }, deskToken, stop);

        // The sample's nights come when the loader says so, not by the clock.
        await uso.PutAsync($"{path}/schedule", new { enabled = false, windowStart = "19:00:00", windowEnd = "05:00:00" }, deskToken, stop);
        if (mises[school] is PushedMis sender && !state.Secrets.ContainsKey(school.Urn))
        {
            var key = (await uso.PostAsync<Dictionary<string, string>>($"{path}/licence-key", null, deskToken, stop))["licenceKey"];
            var supplier = sender.IsSupplier ? await uso.PostAsync<SupplierSecret>($"{path}/supplier-credentials", null, deskToken, stop) : null;
            state.Secrets[school.Urn] = new SchoolSecrets(key, supplier);
        }

        if (!state.HeadTokens.ContainsKey(school.Urn))
        {
            state.HeadTokens[school.Urn] = await TokenAsync(new { role = "headTeacher", schools = new[] { school.Urn }, label = $"sample head {school.Urn}" }, stop);
        }

        // Some MISs let the head accept reports and nobody else.
        await uso.PutAsync($"{path}/reports", new { reports = school.Reports.Select(r => r.ToString()) }, state.HeadTokens[school.Urn], stop);
        if (school.Released)
        {
            await uso.PutAsync($"{path}/releases/{Northmoor.Lms}", new { released = true }, state.HeadTokens[school.Urn], stop);
        }
    }

    private async Task PassAsync(SampleDay day, CancellationToken stop)
    {
        // The state is saved first: a kill after it finds the same day, with the same answers from the fake MISs.
        state.Day = day.Day;
        await state.SaveAsync();
        clock.Set(Evening(day.Date));
        mises.Show(day);
        foreach (var school in day.Schools)
        {
            if (!state.Results.Exists(r => r.Day == day.Day && r.Urn == school.School.Urn))
            {
                stop.ThrowIfCancellationRequested();
                var result = await ProcessAsync(school, stop);
                result = result with { Complaint = Expectations.Check(school, result) };
                state.Results.Add(result);
                await state.SaveAsync();
                reporter.Processed(school, result);
            }
        }

        await uso.PostAsync<object>($"api/local-authorities/{Northmoor.LaCode}/snapshots/{Northmoor.Lms}", null, deskToken, stop);
        await CollectAsync(stop);
        state.SnapshotDays.Add(day.Day);
        await state.SaveAsync();
        reporter.DayDone(day, state);
    }

    private async Task<SchoolResult> ProcessAsync(SchoolDay day, CancellationToken stop)
    {
        var school = day.School;
        var result = new SchoolResult { Day = day.Day, Urn = school.Urn, Outcome = "refused" };
        string? upload = null;
        if (mises[school] is PushedMis mis)
        {
            var (receipt, refused) = await mis.SendAsync(uso, day, await ExportAsync(mis, day, stop), state.Secrets[school.Urn], stop);
            if (receipt is null)
            {
                return result with { Reason = refused };
            }

            upload = receipt.UploadId;
        }

        var run = await uso.RunAsync(school.Urn, string.Create(CultureInfo.InvariantCulture, $"sample-day{day.Day}-{school.Urn}"), upload, deskToken, stop);
        if (run.WaitsForPromotion)
        {
            run = await uso.PromoteAsync(school.Urn, run.RunId, deskToken, stop);
        }

        return result with { Outcome = run.Phase, Reason = run.Problem?.Code, Pupils = run.Pupils, Staff = run.Staff };
    }

    /// <summary>Writes the export where the agent would find it, and reads it back.</summary>
    private async Task<byte[]> ExportAsync(PushedMis mis, SchoolDay day, CancellationToken stop)
    {
        var directory = Path.Combine(options.DataDirectory, "sample", string.Create(CultureInfo.InvariantCulture, $"day{day.Day}"));
        Directory.CreateDirectory(directory);
        var bytes = mis.Export(day);
        await File.WriteAllBytesAsync(Path.Combine(directory, mis.FileName(day)), bytes, stop);
        return bytes;
    }

    private async Task CollectAsync(CancellationToken stop)
    {
        var snapshot = await uso.SnapshotAsync(Northmoor.LaCode, Northmoor.Lms, state.ConsumerToken!, stop);
        Directory.CreateDirectory(options.OutDirectory);
        var file = SnapshotFile(options);
        await File.WriteAllBytesAsync(file + ".new", snapshot, stop);
        File.Move(file + ".new", file, overwrite: true);
    }

    private async Task<string> TokenAsync(object body, CancellationToken stop) =>
        (await uso.PostAsync<Dictionary<string, System.Text.Json.JsonElement>>("api/tokens", body, deskToken, stop))["token"].GetString()!;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
