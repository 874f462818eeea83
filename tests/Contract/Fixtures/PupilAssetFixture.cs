using Uso.Fakes;
using Uso.Fakes.PupilAsset;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>Pupil Asset.</summary>
public sealed class PupilAssetFixture() : RecordFixture("schoolReference")
{
    public override string Code => "pupil-asset";

    protected override async Task<RecordServer> StartAsync(IReadOnlyList<RecordSchool> schools)
    {
        Values["token"] = "fake-token";
        return await PupilAssetFake.StartAsync(new PupilAssetFakeOptions { Schools = schools });
    }
}
