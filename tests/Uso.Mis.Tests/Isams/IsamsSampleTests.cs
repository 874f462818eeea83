using Uso.Mis.Isams;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Isams;

/// <summary>Somebody else's samples of the Batch API's answers. They are not in this repository: without them the tests say so and are skipped.</summary>
public sealed class IsamsSampleTests
{
    private static readonly IsamsMis Mis = new(new PullTransport(TimeProvider.System), IsamsBrand.Isams);
    private static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };

    // People: pupils, staff; sets; members; rejected rows.
    private static readonly Dictionary<string, (int Pupils, int Staff, int Sets, int Members, int Rejected)> Data = new()
    {
        ["HumanResources__GetCurrentStaff.xml"] = (0, 0, 0, 0, 1),
        ["Pupil__GetCurrentPupils.xml"] = (1, 0, 0, 0, 0),
        ["Pupil__GetCurrentPupilsExtraAttr.xml"] = (1, 0, 0, 0, 0),
        ["Pupil__GetCurrentPupilsExtraNode.xml"] = (1, 0, 0, 0, 0),
        ["Pupil__GetSiblings.xml"] = default,
        ["School__GetAcademicHouses.xml"] = default,
        ["School__GetAllYears.xml"] = default,
        ["School__GetBoardingHouses.xml"] = default,
        ["School__GetPastoralTutors.xml"] = default,
        ["School__GetSchoolDivisions.xml"] = default,
        ["School__GetSchoolForms.xml"] = default,
        ["School__GetSchoolTerms.xml"] = default,
        ["data.xml"] = (2, 3, 3, 2, 0),
    };

    private static readonly Dictionary<string, string> Errors = new()
    {
        ["Errors__Deadlock.xml"] = MisErrorCodes.ExportErrorFile,
        ["Errors__FiltersRequiredException.xml"] = MisErrorCodes.PullBadSettings,
        ["Errors__InvalidApiKey.xml"] = MisErrorCodes.PullUnauthorised,
        ["Errors__InvalidRoot.xml"] = MisErrorCodes.ExportErrorFile,
        ["Errors__LockRequestTimeOut.xml"] = MisErrorCodes.ExportErrorFile,
        ["Errors__MethodsNotAllocatedToKey.xml"] = MisErrorCodes.PermissionMissing,
        ["Errors__MissingParameter.xml"] = MisErrorCodes.PullBadSettings,
    };

    public static TheoryData<string> DataFiles => [.. Data.Keys];

    public static TheoryData<string> ErrorFiles => [.. Errors.Keys];

    [Theory]
    [MemberData(nameof(DataFiles))]
    public void Read_Data_GivesItsPeople(string file)
    {
        var items = Mis.Read(Open(file), file, Everything).ToList();

        Assert.Equal(
            Data[file],
            (items.OfType<ExtractPerson>().Count(p => p.Kind == PersonKind.Pupil), items.OfType<ExtractPerson>().Count(p => p.Kind == PersonKind.Staff),
                items.OfType<ExtractGroup>().Count(), items.OfType<ExtractMembership>().Count(), items.OfType<RejectedRow>().Count()));
        Assert.All(items.OfType<ExtractPerson>().Where(p => p.Kind == PersonKind.Pupil), pupil => Assert.NotNull(pupil.DateOfBirth));
    }

    [Theory]
    [MemberData(nameof(ErrorFiles))]
    public void Read_Error_IsRefusedWithItsCode(string file)
    {
        var refusal = Assert.Throws<MisExportException>(() => Mis.Read(Open(file), file, Everything).ToList());

        Assert.Equal(Errors[file], refusal.Code);
    }

    [Fact]
    public void Samples_AreAllRead()
    {
        // A file's name begins with whose it is.
        var there = Directory.GetFiles(Folder(), "*.xml").Select(path => Path.GetFileName(path).Split("__", 2)[1]).Order();

        Assert.Equal(Data.Keys.Concat(Errors.Keys).Order(), there);
        Assert.Equal(20, there.Count());
    }

    private static MemoryStream Open(string file) => new(File.ReadAllBytes(Directory.GetFiles(Folder(), $"*__{file}").Single()));

    private static string Folder() => Samples.Folder("isams-batch");
}
