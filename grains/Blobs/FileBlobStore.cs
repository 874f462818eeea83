using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Uso.Grains.Hosting;

namespace Uso.Grains.Blobs;

/// <summary>Blobs as files under the data directory, for one machine: written aside, flushed to disk, then renamed into place.</summary>
public sealed class FileBlobStore : IBlobStore
{
    private const int BufferSize = 1 << 16;
    private readonly string _root;
    private readonly string _incoming;

    private readonly TimeProvider _time;

    public FileBlobStore(IOptions<UsoGrainOptions> options, TimeProvider time)
    {
        _time = time;
        _root = Path.Combine(options.Value.DataDirectory, "blobs");
        _incoming = Path.Combine(_root, "incoming");
        Directory.CreateDirectory(_incoming);
    }

    public async Task<BlobAddress> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(_incoming, Guid.NewGuid().ToString("n"));
        try
        {
            BlobAddress address;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                await using var hashing = new HashingStream(file);
                await write(hashing, cancellationToken);
                address = hashing.Finish();
                file.Flush(flushToDisk: true);
            }

            // Also over one that is there: the same bytes, and newly written.
            var path = PathOf(address.Sha256);
            File.SetLastWriteTimeUtc(temporary, _time.GetUtcNow().UtcDateTime);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return address;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan)
            : null);
    }

    public Task<bool> DeleteAsync(string sha256, DateTimeOffset unlessWrittenSince, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        if (File.Exists(path) && File.GetLastWriteTimeUtc(path) < unlessWrittenSince.UtcDateTime)
        {
            File.Delete(path);
        }

        return Task.FromResult(!File.Exists(path));
    }

    private string PathOf(string sha256) =>
        sha256.Length == SHA256.HashSizeInBytes * 2 && sha256.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(_root, sha256[..2], sha256)
            : throw new ArgumentException("A blob's address is 64 hex digits.", nameof(sha256));
}
