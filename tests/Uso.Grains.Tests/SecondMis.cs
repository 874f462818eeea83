using Uso.Mis;
using Uso.Mis.Sims;

namespace Uso.Grains.Tests;

/// <summary>Another MIS, whose exports look like SIMS's: a school can change to it.</summary>
internal sealed class SecondMis : IMis
{
    public const string Code = "second";

    private readonly SimsMis _sims = new();

    public MisDescriptor Descriptor => _sims.Descriptor with { Code = Code, DisplayName = "Second" };

    public void Inspect(Stream export, string? fileName) => _sims.Inspect(export, fileName);

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings) => _sims.Read(export, fileName, settings);
}
