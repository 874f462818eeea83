namespace Uso.Grains.Blobs;

/// <summary>Where immutable bytes live: uploads, plans, rejected rows, snapshot segments. A blob's address is the SHA-256 of its content.</summary>
public interface IBlobStore
{
    /// <summary>Stores what <paramref name="write"/> writes. Durable once this returns; the same content twice is one blob.</summary>
    Task<BlobAddress> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>A seekable stream over the content, or null when there is no such blob.</summary>
    /// <param name="sha256">Lower-case hex.</param>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a content that nobody wrote since a moment; harmless when there is none. Content is shared by whoever writes the same: writing it again keeps it.
    /// </summary>
    /// <returns>False when somebody wrote it since: it is still there, and theirs to forget.</returns>
    Task<bool> DeleteAsync(string sha256, DateTimeOffset unlessWrittenSince, CancellationToken cancellationToken);
}

/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Bytes">Length of the content.</param>
public sealed record BlobAddress(string Sha256, long Bytes);
