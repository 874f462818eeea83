using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Uso.Architecture.Tests;

/// <summary>One method of a grain that another grain, or the API, calls.</summary>
/// <param name="Caller">Name of the calling grain, or <see cref="CallGraph.Api"/>.</param>
/// <param name="Callee">Name of the called grain.</param>
/// <param name="Method">The method of its interface.</param>
internal sealed record GrainCall(string Caller, string Callee, MethodInfo Method)
{
    public bool Interleaves => Code.Scheduling(Method) is "interleaves";
}

/// <summary>
/// Which grain calls which, read from the compiled code, so that no way of writing a call escapes. What a helper class calls counts for every grain that uses it.
/// </summary>
internal static class CallGraph
{
    public const string Api = "API";

    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoBytes = new OpCode[256];

    static CallGraph()
    {
        foreach (var code in typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>())
        {
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
        }

        var api = Uses(Code.ClientApi);
        var grains = Uses(Code.Grains);
        var helpers = grains.Keys.Except(Code.Classes).ToHashSet();
        Calls =
        [
            .. api.Values.SelectMany(used => used).Where(IsGrainCall).Distinct().Select(method => Call(Api, method))
                .Concat(Code.Classes.SelectMany(grain => Reached(grain, grains, helpers).Where(IsGrainCall).Distinct().Select(method => Call(grain.Name, method))))
                .OrderBy(call => call.Caller == Api ? 0 : 1)
                .ThenBy(call => call.Caller, StringComparer.Ordinal)
                .ThenBy(call => call.Callee, StringComparer.Ordinal)
                .ThenBy(call => call.Method.Name, StringComparer.Ordinal),
        ];
    }

    public static IReadOnlyList<GrainCall> Calls { get; }

    /// <summary>The calls to grains that a method makes, itself or through methods of its own class.</summary>
    public static IReadOnlyList<MethodBase> From(MethodBase method)
    {
        var seen = new HashSet<MethodBase> { method };
        var open = new Queue<MethodBase>(seen);
        while (open.TryDequeue(out var body))
        {
            // The compiler turns asynchronous methods and lambdas into nested types.
            var moved = body.GetCustomAttribute<AsyncStateMachineAttribute>() is { } machine ? Bodies(machine.StateMachineType).SelectMany(Named) : [];
            foreach (var named in Named(body).Concat(moved).Where(named => IsGrainCall(named) || Outermost(named.DeclaringType) == Outermost(method.DeclaringType)))
            {
                if (seen.Add(named) && !IsGrainCall(named))
                {
                    open.Enqueue(named);
                }
            }
        }

        return [.. seen.Where(IsGrainCall)];
    }

    private static GrainCall Call(string caller, MethodBase method) => new(caller, Code.GrainName(method.DeclaringType!), (MethodInfo)method);

    private static bool IsGrainCall(MethodBase method) => method.DeclaringType is { } type && Code.IsGrainInterface(type);

    /// <summary>What a grain uses, and what the helper classes that it uses do.</summary>
    private static IEnumerable<MethodBase> Reached(Type grain, Dictionary<Type, HashSet<MethodBase>> uses, HashSet<Type> helpers)
    {
        var seen = new HashSet<Type> { grain };
        var open = new Queue<Type>(seen);
        while (open.TryDequeue(out var type))
        {
            foreach (var method in uses.GetValueOrDefault(type) ?? [])
            {
                yield return method;
                if (Outermost(method.DeclaringType) is { } owner && helpers.Contains(owner) && seen.Add(owner))
                {
                    open.Enqueue(owner);
                }
            }
        }
    }

    /// <summary>Every method that a type's code names, with the code that the compiler moved into nested types.</summary>
    private static Dictionary<Type, HashSet<MethodBase>> Uses(Assembly assembly) => assembly.GetTypes()
        .GroupBy(type => Outermost(type)!)
        .ToDictionary(group => group.Key, group => group.SelectMany(type => Bodies(type).SelectMany(Named)).ToHashSet());

    private static Type? Outermost(Type? type)
    {
        while (type?.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<MethodBase> Bodies(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return [.. type.GetMethods(All), .. type.GetConstructors(All)];
    }

    private static IEnumerable<MethodBase> Named(MethodBase body)
    {
        var il = body.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = body.DeclaringType!.IsGenericType ? body.DeclaringType.GetGenericArguments() : null;
        var methodArguments = body is MethodInfo { IsGenericMethod: true } ? body.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? TwoBytes[il[++at]] : OneByte[il[at]];
            at++;
            if (code.OperandType is OperandType.InlineMethod
                || (code.OperandType is OperandType.InlineTok && il[at + 3] is 0x06 or 0x0A or 0x2B))
            {
                if (body.Module.ResolveMember(BitConverter.ToInt32(il, at), typeArguments, methodArguments) is MethodBase method)
                {
                    yield return method;
                }
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }
}
