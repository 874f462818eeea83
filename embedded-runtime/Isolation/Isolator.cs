using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Json;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Isolation;

/// <summary>
/// Makes what crosses between grains the receiver's own. What cannot change passes as it is; the rest is copied. Under
/// <c>IsolateEverything</c> all of it goes through the strict wire form, which holds only what real serialisation would.
/// </summary>
internal sealed class Isolator
{
    private readonly bool _everything;
    private readonly JsonSerializerOptions _copy;
    private readonly JsonSerializerOptions _wire;
    private readonly ConcurrentDictionary<Type, ValuePlan?> _byRuntimeType = new();

    public Isolator(EmbeddedSilo silo)
    {
        _everything = silo.Options.IsolateEverything;
        JsonConverter[] ours = [new GrainReferenceConverter(silo), new SiloAddressConverter()];
        _copy = GrainJson.Create(also: null, ours);
        _wire = GrainJson.Create(WireForm.Apply, ours);
    }

    /// <summary>The options for plain copies and for stored states.</summary>
    public JsonSerializerOptions StateOptions => _copy;

    /// <summary>How a value declared as this type is treated; null when it passes as it is.</summary>
    public ValuePlan? PlanFor(Type declared, bool markedImmutable)
    {
        if (declared == typeof(CancellationToken) || Immutability.IsTrivial(declared))
        {
            return null;
        }

        if (!_everything && (markedImmutable || Immutability.IsImmutable(declared)))
        {
            return null;
        }

        return declared is { IsSealed: true } || declared.IsValueType || typeof(IAddressable).IsAssignableFrom(declared)
            ? PlanForExact(declared)
            : new ValuePlan(value => PlanForRuntimeType(value.GetType())?.Isolate(value) ?? value);
    }

    private ValuePlan? PlanForRuntimeType(Type type) => _byRuntimeType.GetOrAdd(
        type,
        t => Immutability.IsTrivial(t) || (!_everything && Immutability.IsImmutable(t)) ? null : PlanForExact(t));

    private ValuePlan PlanForExact(Type type)
    {
        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            // A grain that hands itself over hands over a reference.
            return new ValuePlan(value => value is GrainReference ? value : ((IAddressable)value).AsReference(InterfaceOf(type, value)));
        }

        if (typeof(Exception).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type))
        {
            return typeof(Delegate).IsAssignableFrom(type)
                ? throw new NotSupportedException($"{type.FullName} cannot cross between grains.")
                : new ValuePlan(value => value);
        }

        if (!_everything && type.IsArray && Immutability.IsImmutable(type.GetElementType()!))
        {
            return new ValuePlan(value => ((Array)value).Clone());
        }

        var options = _everything ? _wire : _copy;
        return new ValuePlan(value =>
        {
            try
            {
                return JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, type, options), type, options)!;
            }
            catch (Exception e)
            {
                // Whatever a getter or a converter throws, the type is what the reader needs to know.
                throw new NotSupportedException($"{type.FullName} cannot cross between grains: {e.Message}", e);
            }
        });
    }

    private static Type InterfaceOf(Type declared, object value) => declared.IsInterface
        ? declared
        : value.GetType().GetInterfaces().First(i => typeof(IGrain).IsAssignableFrom(i) && i.Assembly == value.GetType().Assembly);
}

/// <summary>How values of one type are made the receiver's own.</summary>
internal sealed class ValuePlan(Func<object, object> isolate)
{
    public object Isolate(object value) => isolate(value);
}
