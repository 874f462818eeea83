using System.IO.MemoryMappedFiles;
using Uso.Samples.Loading;

namespace Uso.Samples.Cluster;

/// <summary>The sample's clock for several processes: by how much time is moved is in a file of eight bytes that all of them map.</summary>
internal sealed class SharedClock : SampleClock, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public SharedClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, sizeof(long));
        _view = _file.CreateViewAccessor(0, sizeof(long));
    }

    // Aligned, hence read and written whole.
    protected override long Offset
    {
        get => _view.ReadInt64(0);
        set => _view.Write(0, value);
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
