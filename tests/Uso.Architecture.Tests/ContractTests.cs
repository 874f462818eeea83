using System.Collections.Immutable;
using System.Reflection;
using Uso.GrainInterfaces;

namespace Uso.Architecture.Tests;

/// <summary>Every type that crosses between grains, or is stored.</summary>
public sealed class ContractTests
{
    private static readonly Type[] Simple =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(ulong), typeof(DateOnly), typeof(TimeOnly), typeof(DateTimeOffset), typeof(TimeSpan),
    ];

    private static readonly Type[] Immutables =
        [typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>A state is its grain's alone and may hold what a contract may not.</summary>
    private static readonly Type[] Mutables = [typeof(List<>), typeof(Dictionary<,>), typeof(SortedSet<>), typeof(HashSet<>)];

    [Fact]
    public void EverythingThatCrosses_IsAContractOrSimple()
    {
        var crossing = from grain in Code.Interfaces
                       from method in grain.GetMethods()
                       from type in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
                       from fault in Faults(type, $"{grain.Name}.{method.Name}", Immutables, Code.Contracts)
                       select fault;

        Assert.Empty(crossing);
    }

    [Fact]
    public void EveryContract_HoldsOnlyContractsAndImmutables() => Assert.Empty(
        from type in Code.Contracts
        from member in Code.Members(type)
        from fault in Faults(member.Property.PropertyType, $"{type.Name}.{member.Property.Name}", Immutables, Code.Contracts)
        select fault);

    [Fact]
    public void EveryContract_IsASealedRecordWithInitOnlyMembersOrAnEnum() => Assert.All(Code.Contracts.Where(type => !type.IsEnum), type =>
    {
        Assert.True(type is { IsSealed: true, IsPublic: true } && Code.IsRecord(type), $"{type.Name} must be a public sealed record");
        Assert.True(type.IsDefined(typeof(ImmutableAttribute)), $"{type.Name} must be [Immutable]");
        Assert.All(Code.Members(type), member => Assert.True(Code.IsInitOnly(member.Property), $"{type.Name}.{member.Property.Name} must be init-only"));
    });

    [Fact]
    public void EveryMember_HasANumber_UniqueAndWithoutGaps() => Assert.All(Code.Contracts.Concat(Code.States).Where(type => !type.IsEnum), type =>
    {
        var settable = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(property => property.CanWrite);
        Assert.Empty(settable.Where(property => !property.IsDefined(typeof(IdAttribute))).Select(property => $"{type.Name}.{property.Name} has no [Id]"));
        Assert.Empty(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(field => $"{type.Name}.{field.Name} is a field"));
        Assert.Equal(Enumerable.Range(0, Code.Members(type).Count), Code.Members(type).Select(member => (int)member.Id));
    });

    [Fact]
    public void Aliases_OfContracts_AreTheConstants_EachUsedOnce()
    {
        var constants = typeof(TypeAliases).GetFields().Select(field => (Name: field.Name, Alias: (string)field.GetRawConstantValue()!)).ToList();
        var used = Code.Contracts.Select(type => (Name: type.Name.Split('`')[0], Alias: Code.AliasOf(type)!))
            .Concat(Code.Interfaces.Select(type => (Name: Code.GrainName(type), Alias: Code.AliasOf(type)!)));

        Assert.Equal(constants.Select(constant => constant.Alias).Distinct().Order(StringComparer.Ordinal), constants.Select(constant => constant.Alias).Order(StringComparer.Ordinal));
        Assert.Equal(constants.Order(), used.Order());
        Assert.All(constants, constant => Assert.Matches("^uso\\.(grain\\.)?[a-z]+(-[a-z]+)*(`[1-9])?$", constant.Alias));
    }

    [Fact]
    public void EveryPersistentState_HasItsAliasAndIsNobodyElses()
    {
        Assert.All(Code.PersistentStates, one =>
        {
            Assert.Contains(one.State, Code.States);
            Assert.True(one.State is { IsSealed: true, IsNotPublic: true }, $"{one.State.Name} must be internal sealed");
            Assert.EndsWith("State", one.State.Name, StringComparison.Ordinal);
        });
        Assert.Equal(Code.PersistentStates.Count, Code.PersistentStates.Select(one => one.State).Distinct().Count());
        Assert.All(Code.States, type => Assert.StartsWith("uso.state.", Code.AliasOf(type), StringComparison.Ordinal));
        Assert.Equal(Code.States.Count, Code.States.Select(Code.AliasOf).Distinct().Count());
    }

    [Fact]
    public void States_AreInTheirOwnFiles() => Assert.All(Code.PersistentStates, one => Assert.Contains(
        Repository.Files("*State.cs", "grains"),
        file => file.Contains("/State/", StringComparison.Ordinal) && Repository.Read(file).Contains($"class {one.State.Name}\n", StringComparison.Ordinal)));

    [Fact]
    public void EveryState_HoldsOnlyWhatIsStored() => Assert.Empty(
        from type in Code.States
        from member in Code.Members(type)
        from fault in Faults(member.Property.PropertyType, $"{type.Name}.{member.Property.Name}", [.. Immutables, .. Mutables], [.. Code.Contracts, .. Code.States])
        select fault);

    [Fact]
    public void StorageNames_AreTheConstants_EachUsedOnce()
    {
        var constants = typeof(StorageNames).GetFields().ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);
        var states = constants.Where(constant => constant.Key != nameof(StorageNames.Default)).Select(constant => constant.Value);

        Assert.Equal(states.Order(StringComparer.Ordinal), Code.PersistentStates.Select(one => one.Names.StateName).Order(StringComparer.Ordinal));
        Assert.All(Code.PersistentStates, one => Assert.Equal(StorageNames.Default, one.Names.StorageName));
        Assert.All(
            Repository.Files("*.cs", "grains").Select(file => (file, Text: Repository.Read(file))),
            one => Assert.Equal(Count(one.Text, "[PersistentState("), Count(one.Text, "[PersistentState(StorageNames.")));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static IEnumerable<string> Faults(Type type, string where, Type[] collections, IReadOnlyList<Type> contracts)
    {
        if (type == typeof(Task) || type.IsGenericParameter || Simple.Contains(type))
        {
            return [];
        }

        if (!type.IsGenericType)
        {
            return contracts.Contains(type) ? [] : [$"{where}: {Code.NameOf(type)} does not cross"];
        }

        var open = type.GetGenericTypeDefinition();
        return open == typeof(Task<>) || open == typeof(Nullable<>) || open == typeof(IAsyncEnumerable<>) || collections.Contains(open) || contracts.Contains(open)
            ? type.GetGenericArguments().SelectMany(argument => Faults(argument, where, collections, contracts))
            : [$"{where}: {Code.NameOf(type)} does not cross"];
    }
}
