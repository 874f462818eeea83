using System.Reflection;
using Uso.GrainInterfaces;

namespace Uso.Architecture.Tests;

public sealed class GrainTests
{
    /// <summary>
    /// Methods that may run between the turns of a call that waits. Each reads and changes nothing (DriveAsync only sets the timer that works): put one here
    /// only after making sure that it makes sense of whatever a half-done call left.
    /// </summary>
    private static readonly string[] Interleaved =
    [
        "IAccessTokenGrain.AuthenticateAsync read-only",
        "IAlertGrain.GetAsync interleaves",
        "IAuditGrain.GetAsync read-only",
        "IConsumerGrain.GetAsync read-only",
        "IDuplicatesGrain.QueryAsync read-only",
        "IGroupsGrain.GetGroupAsync interleaves",
        "IGroupsGrain.GetHeaderAsync interleaves",
        "IGroupsGrain.GetPageAsync interleaves",
        "IGroupsGrain.QueryAsync interleaves",
        "ILaDirectoryGrain.GetAsync interleaves",
        "ILocalAuthorityGrain.GetAsync interleaves",
        "ILocalAuthorityGrain.GetNeighboursAsync interleaves",
        "IMatchIndexGrain.FindAsync read-only",
        "IMatchIndexGrain.FindDuplicatesAsync read-only",
        "IRosterGrain.GetCasesAsync interleaves",
        "IRosterGrain.GetDueAsync interleaves",
        "IRosterGrain.GetEntryAsync interleaves",
        "IRosterGrain.GetHeaderAsync interleaves",
        "IRosterGrain.GetPageAsync interleaves",
        "IRosterGrain.QueryAsync interleaves",
        "ISchoolGrain.GetAsync interleaves",
        "ISchoolGrain.GetAutoUpdateAsync interleaves",
        "ISchoolGrain.GetConnectionAsync interleaves",
        "ISchoolGrain.GetGatesAsync interleaves",
        "ISchoolGrain.GetMisAsync interleaves",
        "ISchoolGrain.GetNightAsync interleaves",
        "ISchoolGrain.GetNonMisReviewAsync interleaves",
        "ISchoolGrain.GetPolicyAsync interleaves",
        "ISchoolGrain.GetPublishedAsync interleaves",
        "ISchoolGrain.GetReleasesAsync interleaves",
        "ISchoolGrain.GetRolloverAsync interleaves",
        "ISchoolGrain.GetRunsAsync interleaves",
        "ISchoolGrain.GetUploadsAsync interleaves",
        "ISchoolGrain.VerifyLicenceKeyAsync interleaves",
        "ISchoolGrain.VerifySupplierAsync interleaves",
        "ISnapshotGrain.GetVersionsAsync read-only",
        "ISyncRunGrain.DriveAsync interleaves",
        "ISyncRunGrain.GetGroupChangesAsync interleaves",
        "ISyncRunGrain.GetPlanAsync interleaves",
        "ISyncRunGrain.GetRejectedAsync interleaves",
        "ISyncRunGrain.GetRenewedAsync interleaves",
        "ISyncRunGrain.GetStatusAsync interleaves",
        "ISyncRunGrain.WaitAsync interleaves",
        "IUpnIndexGrain.LookupAsync read-only",
        "IUserGrain.GetAsync read-only",
        "IUserGrain.GetHistoryAsync read-only",
    ];

    [Fact]
    public void EveryGrain_IsAnInternalSealedClassOfOneInterface()
    {
        Assert.Equal(Code.Interfaces.Select(Code.GrainName).Order(), Code.Classes.Select(type => type.Name).Order());
        Assert.All(Code.Classes, type =>
        {
            Assert.True(type is { IsSealed: true, IsNotPublic: true }, $"{type.Name} must be internal sealed");
            Assert.Equal(type.Name, Code.GrainName(Assert.Single(type.GetInterfaces(), Code.IsGrainInterface)));
        });
    }

    [Fact]
    public void EveryGrain_HasATypeOfItsOwn_FromTheConstants()
    {
        var constants = typeof(GrainTypes).GetFields().Select(field => (Grain: $"{field.Name}Grain", Type: (string)field.GetRawConstantValue()!)).ToList();
        var used = Code.Classes.Select(type => (Grain: type.Name, Type: type.GetCustomAttributesData()
            .SingleOrDefault(attribute => attribute.AttributeType == typeof(GrainTypeAttribute))?.ConstructorArguments[0].Value as string ?? "none: it would be made from the class name"));

        Assert.Equal(constants.Order(), used.Order());
        Assert.Equal(constants.Count, constants.Select(constant => constant.Type).Distinct().Count());
        Assert.All(constants, constant => Assert.Matches("^[a-z]+(-[a-z]+)*$", constant.Type));
        Assert.All(
            Repository.Files("*Grain.cs", "grains").Select(file => Repository.Read(file)),
            text => Assert.Equal(text.Split("[GrainType(").Length, text.Split("[GrainType(GrainTypes.").Length));
    }

    [Fact]
    public void EveryGrainInterface_IsKeyedByAStringAndAnswersTasks() => Assert.All(Code.Interfaces, type =>
    {
        Assert.True(type.IsPublic);
        Assert.All(type.GetMethods(), method =>
        {
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
            Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType), $"{type.Name}.{method.Name} must answer a task");
        });
    });

    [Fact]
    public void GrainInterfaces_AreNowhereElse() =>
        Assert.DoesNotContain(Code.Grains.GetTypes().Concat(Code.ClientApi.GetTypes()), type => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type));

    [Fact]
    public void NoGrain_IsReentrant() => Assert.DoesNotContain(
        Code.Classes.Concat(Code.Interfaces),
        type => type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name is "ReentrantAttribute" or "MayInterleaveAttribute"));

    [Fact]
    public void NoGrain_CallsAnotherWhileItActivatesOrLeaves() => Assert.Empty(
        from type in Code.Classes
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.Name is "OnActivateAsync" or "OnDeactivateAsync"
        from call in CallGraph.From(method)
        select $"{type.Name}.{method.Name} calls {call.DeclaringType!.Name}.{call.Name}");

    [Fact]
    public void InterleavedMethods_AreOnTheList()
    {
        var found = from type in Code.Interfaces
                    from method in type.GetMethods()
                    let scheduling = Code.Scheduling(method)
                    where scheduling is not null
                    select $"{type.Name}.{method.Name} {scheduling}";

        Assert.Equal(Interleaved, found.Order(StringComparer.Ordinal));
        Assert.Empty(
            from type in Code.Classes
            from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            where Code.Scheduling(method) is not null
            select $"{type.Name}.{method.Name}: the attribute belongs on the interface");
    }

    [Fact]
    public void Fields_OfGrains_AreNotShared()
    {
        // A static that changes would be seen by grains that run at the same time.
        var shared = from type in Code.Classes
                     from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                     where field is { IsLiteral: false, IsInitOnly: false }
                     select $"{type.Name}.{field.Name}";

        Assert.Empty(shared);
    }
}
