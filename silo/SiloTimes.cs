namespace Uso.Silo;

/// <summary>Times that a deployment has to know of.</summary>
public static class SiloTimes
{
    /// <summary>
    /// How long a silo that was told to stop may take: running turns end, activations are handed over, the membership is told. Longer than a turn may take.
    /// Whoever runs the silo must wait longer than this before killing it.
    /// </summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);
}
