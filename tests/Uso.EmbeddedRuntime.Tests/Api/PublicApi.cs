using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Uso.EmbeddedRuntime.Tests.Api;

/// <summary>What an assembly shows to others, in words that can be compared. Read from its metadata; the assembly is not loaded.</summary>
internal sealed class PublicApi
{
    private readonly MetadataReader _reader;
    private readonly Dictionary<string, PublicType> _types = [];

    public PublicApi(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file, PEStreamOptions.PrefetchEntireImage);
        _reader = image.GetMetadataReader();
        foreach (var handle in _reader.TypeDefinitions)
        {
            var type = _reader.GetTypeDefinition(handle);
            if (IsVisible(type))
            {
                var described = Describe(handle, type);
                _types.Add(described.Name, described);
            }
        }
    }

    public IReadOnlyDictionary<string, PublicType> Types => _types;

    private static bool IsVisible(MethodAttributes access) => (access & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private bool IsVisible(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsVisible(_reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    private PublicType Describe(TypeDefinitionHandle handle, TypeDefinition type)
    {
        var names = new TypeNames(_reader);
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition).Where(m => IsVisible(m.Attributes)))
        {
            members.Add(Describe(method, names));
        }

        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            if ((field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public)
            {
                members.Add(Describe(field, names));
            }
        }

        var kind = (type.Attributes & TypeAttributes.Interface) != 0 ? "interface"
            : BaseName(type, names) switch { "System.Enum" => "enum", "System.ValueType" => "struct", _ => "class" };
        return new(names.GetTypeFromDefinition(_reader, handle, 0), kind, (type.Attributes & TypeAttributes.Sealed) != 0, members);
    }

    private string BaseName(TypeDefinition type, TypeNames names) => type.BaseType.Kind switch
    {
        HandleKind.TypeReference => names.GetTypeFromReference(_reader, (TypeReferenceHandle)type.BaseType, 0),
        _ => "",
    };

    private string Describe(MethodDefinition method, TypeNames names)
    {
        var signature = method.DecodeSignature(names, null);
        var parameters = method.GetParameters().Select(_reader.GetParameter).Where(p => p.SequenceNumber > 0)
            .ToDictionary(p => p.SequenceNumber - 1, p => (Name: _reader.GetString(p.Name), Optional: (p.Attributes & ParameterAttributes.Optional) != 0));
        var list = string.Join(", ", signature.ParameterTypes.Select((t, i) => parameters.TryGetValue(i, out var p)
            ? $"{t} {p.Name}{(p.Optional ? " = default" : "")}"
            : t));
        var isStatic = (method.Attributes & MethodAttributes.Static) != 0 ? "static " : "";
        var arity = signature.GenericParameterCount > 0 ? $"`{signature.GenericParameterCount}" : "";
        return $"{isStatic}{signature.ReturnType} {_reader.GetString(method.Name)}{arity}({list})";
    }

    private string Describe(FieldDefinition field, TypeNames names)
    {
        var value = field.GetDefaultValue() is { IsNil: false } constant
            ? " = " + Convert.ToHexString(_reader.GetBlobBytes(_reader.GetConstant(constant).Value))
            : "";
        return $"{field.DecodeSignature(names, null)} {_reader.GetString(field.Name)}{value}";
    }
}

/// <summary>One type, its members in words.</summary>
internal sealed record PublicType(string Name, string Kind, bool Sealed, IReadOnlySet<string> Members);

/// <summary>Names types in full, without their assemblies.</summary>
internal sealed class TypeNames(MetadataReader reader) : ISignatureTypeProvider<string, object?>
{
    public string GetTypeFromDefinition(MetadataReader r, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{GetTypeFromDefinition(r, outer, 0)}+{reader.GetString(type.Name)}"
            : Full(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromReference(MetadataReader r, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{GetTypeFromReference(r, (TypeReferenceHandle)type.ResolutionScope, 0)}+{reader.GetString(type.Name)}"
            : Full(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public string GetTypeFromSpecification(MetadataReader r, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(object? context, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? context, int index) => $"!{index}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => isRequired ? $"{unmodifiedType} modreq({modifier})" : unmodifiedType;

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{shape.Rank}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "fnptr";

    private static string Full(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
