using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Uso.EmbeddedRuntime.Isolation;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>What the runtime knows of one method of a grain interface, found out once.</summary>
internal sealed class GrainMethod
{
    private readonly ValuePlan?[]? _arguments;
    private readonly ValuePlan? _result;

    public GrainMethod(Isolator isolator, MethodInfo method)
    {
        Method = method;
        Name = method.Name;
        Interleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ReadsOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        OneWay = method.IsDefined(typeof(OneWayAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        Result = ResultKind.Of(method);
        var parameters = method.GetParameters();
        TokenIndex = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
        var plans = parameters.Select(p => isolator.PlanFor(p.ParameterType, p.IsDefined(typeof(ImmutableAttribute)))).ToArray();
        _arguments = plans.Any(p => p is not null) ? plans : null;
        _result = Result.Value is { } type
            ? isolator.PlanFor(type, method.ReturnParameter.IsDefined(typeof(ImmutableAttribute)))
            : null;
        Invoke = Compile(method);
    }

    public MethodInfo Method { get; }

    public string Name { get; }

    public bool Interleaves { get; }

    public bool ReadsOnly { get; }

    public bool OneWay { get; }

    public TimeSpan? Timeout { get; }

    public ResultKind Result { get; }

    /// <summary>Where the cancellation token is among the arguments; -1 for none.</summary>
    public int TokenIndex { get; }

    /// <summary>Calls the method on a grain; the task is a <see cref="Task{T}"/> when there is a result, or the sequence itself.</summary>
    public Func<object, object?[]?, object> Invoke { get; }

    /// <summary>Makes the arguments the callee's own.</summary>
    public void IsolateArguments(object?[]? arguments)
    {
        if (_arguments is null)
        {
            return;
        }

        for (var i = 0; i < _arguments.Length; i++)
        {
            if (_arguments[i] is { } plan && arguments![i] is { } value)
            {
                arguments[i] = plan.Isolate(value);
            }
        }
    }

    /// <summary>Makes a result the caller's own.</summary>
    public T IsolateResult<T>(T result) => _result is null || result is null ? result : (T)_result.Isolate(result);

    private static Func<object, object?[]?, object> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        Expression call = Expression.Call(
            Expression.Convert(grain, method.DeclaringType!),
            method,
            method.GetParameters().Select((p, i) =>
                (Expression)Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType)));
        if (call.Type == typeof(ValueTask) || (call.Type.IsGenericType && call.Type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            call = Expression.Call(call, nameof(ValueTask.AsTask), null);
        }

        return Expression.Lambda<Func<object, object?[]?, object>>(Expression.Convert(call, typeof(object)), grain, arguments).Compile();
    }
}

/// <summary>What a grain method returns: which kind, and of what.</summary>
internal readonly record struct ResultKind(string Caller, Type? Value)
{
    /// <summary>The method of <see cref="GrainProxy"/> that makes such a call.</summary>
    public static ResultKind Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task))
        {
            return new(nameof(GrainProxy.CallTask), null);
        }

        if (type == typeof(ValueTask))
        {
            return new(nameof(GrainProxy.CallValueTask), null);
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var caller = definition == typeof(Task<>) ? nameof(GrainProxy.CallTaskOf)
            : definition == typeof(ValueTask<>) ? nameof(GrainProxy.CallValueTaskOf)
            : definition == typeof(IAsyncEnumerable<>) ? nameof(GrainProxy.CallStream)
            : throw new NotSupportedException(
                $"{method.DeclaringType!.FullName}.{method.Name} must return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>.");
        return new(caller, type.GetGenericArguments()[0]);
    }
}
