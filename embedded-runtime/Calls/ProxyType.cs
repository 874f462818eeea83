using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>
/// The class generated at run time for one grain interface. Emitted rather than made with DispatchProxy, which looks the method up in a
/// dictionary at every call and hides its result behind <see cref="object"/>.
/// </summary>
internal sealed class ProxyType
{
    private static readonly Type[] ConstructorTypes = [typeof(EmbeddedSilo), typeof(GrainClass), typeof(GrainId), typeof(GrainMethod[])];

    private static readonly ProxyAssembly Assembly = new();

    private readonly GrainMethod[] _methods;
    private readonly Func<EmbeddedSilo, GrainClass, GrainId, GrainMethod[], object> _create;

    public ProxyType(EmbeddedSilo silo, Type grainInterface)
    {
        if (!grainInterface.IsInterface || !typeof(IAddressable).IsAssignableFrom(grainInterface))
        {
            throw new ArgumentException($"{grainInterface.FullName} is not a grain interface.");
        }

        var methods = grainInterface.GetInterfaces().Append(grainInterface)
            .SelectMany(i => i.GetMethods(BindingFlags.Instance | BindingFlags.Public)).ToArray();
        _methods = [.. methods.Select(m => new GrainMethod(silo.Isolator, Checked(m)))];
        _create = Assembly.Define(grainInterface, type => Emit(type, _methods));
    }

    public object Create(EmbeddedSilo silo, GrainClass grainClass, GrainId grainId) => _create(silo, grainClass, grainId, _methods);

    private static MethodInfo Checked(MethodInfo method) => method.IsGenericMethodDefinition
        ? throw new NotSupportedException($"{method.DeclaringType!.FullName}.{method.Name} is generic; the embedded runtime has no generic grain methods.")
        : method;

    private static void Emit(TypeBuilder type, GrainMethod[] methods)
    {
        var baseConstructor = typeof(GrainProxy).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, ConstructorTypes)!;
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, ConstructorTypes).GetILGenerator();
        constructor.Emit(OpCodes.Ldarg_0);
        constructor.Emit(OpCodes.Ldarg_1);
        constructor.Emit(OpCodes.Ldarg_2);
        constructor.Emit(OpCodes.Ldarg_3);
        constructor.Emit(OpCodes.Ldarg, 4);
        constructor.Emit(OpCodes.Call, baseConstructor);
        constructor.Emit(OpCodes.Ret);
        for (var slot = 0; slot < methods.Length; slot++)
        {
            EmitMethod(type, slot, methods[slot]);
        }
    }

    // return this.CallTaskOf<T>(slot, new object[] { a, (object)b, ... });
    private static void EmitMethod(TypeBuilder type, int slot, GrainMethod method)
    {
        var parameters = method.Method.GetParameters();
        var definition = type.DefineMethod(
            $"{method.Method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.Method.ReturnType,
            [.. parameters.Select(p => p.ParameterType)]);
        var il = definition.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, slot);
        if (parameters.Length == 0)
        {
            il.Emit(OpCodes.Ldnull);
        }
        else
        {
            il.Emit(OpCodes.Ldc_I4, parameters.Length);
            il.Emit(OpCodes.Newarr, typeof(object));
            for (var i = 0; i < parameters.Length; i++)
            {
                il.Emit(OpCodes.Dup);
                il.Emit(OpCodes.Ldc_I4, i);
                il.Emit(OpCodes.Ldarg, i + 1);
                if (parameters[i].ParameterType.IsValueType)
                {
                    il.Emit(OpCodes.Box, parameters[i].ParameterType);
                }

                il.Emit(OpCodes.Stelem_Ref);
            }
        }

        var target = typeof(GrainProxy).GetMethod(method.Result.Caller)!;
        il.Emit(OpCodes.Call, method.Result.Value is { } value ? target.MakeGenericMethod(value) : target);
        il.Emit(OpCodes.Ret);
        type.DefineMethodOverride(definition, method.Method);
    }
}
