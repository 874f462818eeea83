using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>The assembly the generated references are in. It may see what is internal, because grain interfaces and their types may be.</summary>
internal sealed class ProxyAssembly
{
    private readonly Lock _gate = new();
    private readonly AssemblyBuilder _assembly;
    private readonly ModuleBuilder _module;
    private readonly ConstructorInfo _ignoresAccessChecksTo;
    private readonly HashSet<string> _open = [];
    private int _count;

    public ProxyAssembly()
    {
        _assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Uso.EmbeddedRuntime.References"), AssemblyBuilderAccess.Run);
        _module = _assembly.DefineDynamicModule("References");
        _ignoresAccessChecksTo = DefineAttribute();
    }

    /// <summary>Defines one reference class and returns what makes its instances.</summary>
    public Func<EmbeddedSilo, GrainClass, GrainId, GrainMethod[], object> Define(Type grainInterface, Action<TypeBuilder> emit)
    {
        lock (_gate)
        {
            foreach (var assembly in Mentioned(grainInterface).Append(typeof(GrainProxy).Assembly).Distinct())
            {
                Open(assembly.GetName().Name!);
            }

            var builder = _module.DefineType(
                $"{grainInterface.FullName}.Reference{_count++}", TypeAttributes.Class | TypeAttributes.Sealed, typeof(GrainProxy), [grainInterface]);
            emit(builder);
            var type = builder.CreateType();
            var parameters = type.GetConstructors()[0].GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
            return Expression.Lambda<Func<EmbeddedSilo, GrainClass, GrainId, GrainMethod[], object>>(
                Expression.New(type.GetConstructors()[0], parameters), parameters).Compile();
        }
    }

    private static IEnumerable<Assembly> Mentioned(Type grainInterface) =>
        grainInterface.GetInterfaces().Append(grainInterface)
            .SelectMany(i => i.GetMethods().SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)).Append(i))
            .SelectMany(Parts).Select(t => t.Assembly);

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parts).Append(type);

    private void Open(string assemblyName)
    {
        if (_open.Add(assemblyName))
        {
            _assembly.SetCustomAttribute(new CustomAttributeBuilder(_ignoresAccessChecksTo, [assemblyName]));
        }
    }

    // The runtime knows this attribute by its name; no library defines it.
    private ConstructorInfo DefineAttribute()
    {
        var type = _module.DefineType(
            "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", TypeAttributes.Public | TypeAttributes.Class, typeof(Attribute));
        var name = type.DefineField("_assemblyName", typeof(string), FieldAttributes.Private);
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(string)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, Type.EmptyTypes)!);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, name);
        il.Emit(OpCodes.Ret);
        var property = type.DefineProperty("AssemblyName", PropertyAttributes.None, typeof(string), null);
        var getter = type.DefineMethod("get_AssemblyName", MethodAttributes.Public, typeof(string), Type.EmptyTypes);
        var get = getter.GetILGenerator();
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldfld, name);
        get.Emit(OpCodes.Ret);
        property.SetGetMethod(getter);
        return type.CreateType().GetConstructor([typeof(string)])!;
    }
}
