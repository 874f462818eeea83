using System.Reflection;

namespace Uso.EmbeddedRuntime;

/// <summary>How the embedded runtime behaves. Checked when the host starts.</summary>
public sealed class EmbeddedRuntimeOptions
{
    /// <summary>How long a caller waits for an answer.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long without use a grain leaves memory, where its class does not say.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many grains stay in memory; beyond it the least recently used leave.</summary>
    public int MaxIdleActivations { get; set; } = 20_000;

    /// <summary>Sends every argument and result through the strict wire form, so that a test sees what a cluster would refuse.</summary>
    public bool IsolateEverything { get; set; }

    /// <summary>How long a stop waits for running turns and for grains to deactivate.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The storage of persistent states that name none.</summary>
    public string DefaultStorageName { get; set; } = "Default";

    /// <summary>Where grain classes are; found from the program's references when empty.</summary>
    public ICollection<Assembly> GrainAssemblies { get; } = [];
}

/// <summary>Where the embedded runtime keeps states and reminders.</summary>
public sealed class EmbeddedStorageOptions
{
    /// <summary>The SQLite file; it is made when missing.</summary>
    public string DatabasePath { get; set; } = "";
}
