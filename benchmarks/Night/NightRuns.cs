using Uso.GrainInterfaces;

namespace Uso.Benchmarks.Night;

/// <summary>Adds up what runs say of themselves.</summary>
internal sealed class NightRuns
{
    private int _rows;
    private int _planned;

    public int Rows => _rows;

    public int Planned => _planned;

    public void Add(RunStatus run)
    {
        Interlocked.Add(ref _rows, run.Pupils.Rows + run.Staff.Rows);
        Interlocked.Add(ref _planned, run.Planned);
    }
}
