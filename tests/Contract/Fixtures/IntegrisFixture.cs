using Uso.Fakes;
using Uso.Fakes.Integris;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>Integris: pages until an empty one, which is the harder proof.</summary>
public sealed class IntegrisFixture() : RecordFixture("establishmentId")
{
    public override string Code => "integris";

    protected override async Task<RecordServer> StartAsync(IReadOnlyList<RecordSchool> schools)
    {
        Values["keyId"] = "uso";
        Values["secret"] = "fake-secret";
        return await IntegrisFake.StartAsync(new IntegrisFakeOptions { Schools = schools });
    }
}
