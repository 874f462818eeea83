using System.IO.Compression;
using System.Text.Json;
using Uso.Benchmarks.Pipeline;
using Uso.Fakes.Wonde;
using Uso.Mis;
using Uso.Mis.Pulling;
using Uso.Mis.Wonde;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Read;

/// <summary>Captures of a pull from the fake; bare: <c>Utf8JsonReader</c> over every page.</summary>
internal sealed class WondeWorkload : IReadWorkload
{
    private const string Token = "bench";

    private readonly WondePuller _puller = new(new PullTransport(TimeProvider.System, new PullOptions { AllowPrivateAddresses = true }));

    public IMis Mis => _puller;

    public async Task<IReadOnlyList<ExportFile>> WriteAsync(
        IReadOnlyList<PopulationSchool> schools, string directory, CancellationToken cancellationToken)
    {
        var files = new List<ExportFile>();
        foreach (var school in schools)
        {
            var served = new WondeSchool { Id = "A" + school.School.Urn, Name = school.School.Name, Urn = school.School.Urn };
            WondeDataset.Fill(served, school.Export());
            await using var fake = await WondeFake.StartAsync(new WondeFakeOptions { Schools = [served], Tokens = [Token], PageSize = 250 }, cancellationToken);
            var values = new Dictionary<string, string> { ["baseUrl"] = fake.BaseUrl, ["schoolId"] = served.Id, ["token"] = Token };
            var path = Path.Combine(directory, school.School.Urn + ".zip");
            await using var capture = File.Create(path);
            await _puller.PullAsync(
                new PullSettings(values, new HashSet<Report> { Report.Students, Report.Staff }), capture, cancellationToken);
            files.Add(new ExportFile(school.School.Urn, path));
        }

        return files;
    }

    public void ReadBare(IReadOnlyList<ExportFile> files)
    {
        foreach (var file in files)
        {
            using var zip = ZipFile.OpenRead(file.Path);
            foreach (var entry in zip.Entries)
            {
                using var page = entry.Open();
                using var bytes = new MemoryStream();
                page.CopyTo(bytes);
                var reader = new Utf8JsonReader(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
                while (reader.Read())
                {
                }
            }
        }
    }
}
