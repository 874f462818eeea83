namespace Uso.Benchmarks.Region;

/// <summary>Processor time by who used it. On the embedded runtime the one process is the silo.</summary>
internal readonly record struct ProcessorUse(TimeSpan Silo, TimeSpan Database, TimeSpan Client)
{
    public TimeSpan Total => Silo + Database + Client;

    public static ProcessorUse operator -(ProcessorUse after, ProcessorUse before) =>
        new(after.Silo - before.Silo, after.Database - before.Database, after.Client - before.Client);

    /// <summary>Microseconds for each of so many people.</summary>
    public IReadOnlyDictionary<string, double> MicrosPer(int people)
    {
        return new Dictionary<string, double> { ["silo"] = Micros(Silo), ["database"] = Micros(Database), ["client"] = Micros(Client), ["total"] = Micros(Total) };

        double Micros(TimeSpan time) => Math.Round(time.TotalMicroseconds / people, 1);
    }
}
