using System.Reflection;

namespace Uso.EmbeddedRuntime.Hosting;

/// <summary>Finds the assemblies that can hold grains: those the program refers to that refer to this one.</summary>
internal static class GrainAssemblies
{
    public static IReadOnlyCollection<Assembly> Discover()
    {
        var runtime = typeof(GrainAssemblies).Assembly.GetName().Name!;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<Assembly>();
        var open = new Stack<Assembly>(Assembly.GetEntryAssembly() is { } entry ? [entry] : []);
        while (open.TryPop(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (references.Any(r => r.Name == runtime))
            {
                found.Add(assembly);
            }

            foreach (var reference in references.Where(r => !IsLibrary(r.Name!) && seen.Add(r.Name!)))
            {
                open.Push(Assembly.Load(reference));
            }
        }

        return found;
    }

    private static bool IsLibrary(string name) =>
        name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name.StartsWith("xunit", StringComparison.Ordinal) || name is "netstandard" or "mscorlib";
}
