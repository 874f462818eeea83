using System.Reflection;
using System.Text;

namespace Uso.Architecture.Tests;

/// <summary>Contracts and stored state change on purpose or not at all: stored data and silos of the last version read them.</summary>
public sealed class ContractSnapshotTests
{
    private const string FileName = "contracts.snapshot.txt";

    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void Contracts_AreTheCommittedOnes()
    {
        var path = Repository.PathOf("tests", "Uso.Architecture.Tests", FileName);
        var text = new StringBuilder();
        foreach (var type in Code.Interfaces)
        {
            Describe(text, type);
        }

        foreach (var type in Code.Contracts.Concat(Code.States))
        {
            Describe(text, type);
        }

        Repository.Match(
            File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", text.ToString(), actual => File.WriteAllText(path, actual), FileName);
    }

    private static void Describe(StringBuilder text, Type type)
    {
        text.Append(Code.AliasOf(type)).Append(": ").Append(Kind(type)).Append(' ').Append(Code.NameOf(type)).Append('\n');
        foreach (var line in type.IsInterface ? Methods(type) : type.IsEnum ? Values(type) : Properties(type))
        {
            text.Append("  ").Append(line).Append('\n');
        }

        text.Append('\n');
    }

    private static string Kind(Type type) => type.IsInterface ? "interface" : type.IsEnum ? "enum" : Code.IsRecord(type) ? "record" : "class";

    private static IEnumerable<string> Methods(Type type) => type.GetMethods()
        .Select(method =>
        {
            var parameters = method.GetParameters().Select(parameter => $"{Code.NameOf(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}");
            var scheduling = Code.Scheduling(method) is { } how ? $" {how}" : "";
            return $"{method.Name}({string.Join(", ", parameters)}): {Code.NameOf(method.ReturnType, Nullability.Create(method.ReturnParameter))}{scheduling}";
        })
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Values(Type type) => type.GetEnumNames().Zip(
        type.GetEnumValuesAsUnderlyingType().Cast<object>(), (name, value) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value} {name}"));

    private static IEnumerable<string> Properties(Type type) => Code.Members(type).Select(member =>
    {
        var required = member.Property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) ? " required" : "";
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{member.Id} {member.Property.Name}: {Code.NameOf(member.Property.PropertyType, Nullability.Create(member.Property))}{required}");
    });
}
