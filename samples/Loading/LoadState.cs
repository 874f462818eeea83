using System.Text.Json;

namespace Uso.Samples.Loading;

/// <summary>
/// What must survive a kill so that loading goes on: the secrets that were shown once, and the results so far. Mode 0600, replaced whole.
/// Everything else is asked of the service again: PUTs, uploads and runs are idempotent.
/// </summary>
internal sealed class LoadState
{
    /// <summary>What the sample was made from; another sample cannot go on from here.</summary>
    public string Sample { get; set; } = "";

    /// <summary>The ports of the fake MISs, by URN. They stay, since they stand in orders of runs that a kill may have cut off.</summary>
    public Dictionary<string, int> MisPorts { get; set; } = [];

    /// <summary>The day in progress; 0 before the first.</summary>
    public int Day { get; set; }
    public bool SetUp { get; set; }
    public Dictionary<string, SchoolSecrets> Secrets { get; set; } = [];
    public Dictionary<string, string> HeadTokens { get; set; } = [];
    public string? ConsumerToken { get; set; }
    public List<SchoolResult> Results { get; set; } = [];
    public List<int> SnapshotDays { get; set; } = [];

    private string _file = "";

    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "sample", "state.json");

    public static async Task<LoadState> OpenAsync(string dataDirectory, CancellationToken stop)
    {
        var file = FileIn(dataDirectory);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var state = File.Exists(file) ? JsonSerializer.Deserialize<LoadState>(await File.ReadAllTextAsync(file, stop), Wire.Json)! : new LoadState();
        state._file = file;
        return state;
    }

    public async Task SaveAsync()
    {
        var fresh = _file + ".new";
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(fresh, open))
        {
            await JsonSerializer.SerializeAsync(stream, this, Wire.Json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, _file, overwrite: true);
    }
}

/// <summary>What a school's sender shows.</summary>
/// <param name="LicenceKey">The school's licence key.</param>
/// <param name="Supplier">Id and password of a MIS that sends by itself.</param>
internal sealed record SchoolSecrets(string LicenceKey, SupplierSecret? Supplier);

internal sealed record SupplierSecret(string SupplierId, string SupplierPassword);

/// <summary>What became of one school's export of one day.</summary>
internal sealed record SchoolResult
{
    public required int Day { get; init; }
    public required string Urn { get; init; }

    /// <summary>The run's phase, or "refused" when the upload was not taken.</summary>
    public required string Outcome { get; init; }
    public string? Reason { get; init; }
    public Counts Pupils { get; init; } = new();
    public Counts Staff { get; init; } = new();

    /// <summary>Why this is not what the sample expects; null when it is.</summary>
    public string? Complaint { get; init; }
}
