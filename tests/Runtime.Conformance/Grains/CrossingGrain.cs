using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Uso.Runtime.Conformance.Grains;

/// <summary>Shows what crosses between grains, and how.</summary>
public interface ICrossingGrain : IGrainWithStringKey
{
    Task KeepAsync(List<string> items);

    Task<List<string>> GetKeptAsync();

    Task<Message> EchoAsync(Message message);

    Task<Shape> EchoShapeAsync(Shape shape);

    Task<Box<Point>> EchoBoxAsync(Box<Point> box);

    Task FailAsync(string text);

    Task<string?> ReadContextAsync(string name);

    Task<string?> ReadContextThroughAsync(ICrossingGrain other, string name);

    Task WaitAsync(CancellationToken token);

    IAsyncEnumerable<int> CountAsync(int to, CancellationToken token);

    IAsyncEnumerable<int> FailAfterAsync(int items);

    /// <summary>Calls another grain, which calls this one back.</summary>
    Task CallAsync(ICrossingGrain other, int hops);

    Task<ICrossingGrain> SelfAsync();
}

[GenerateSerializer]
[Alias("conformance.message")]
public sealed record Message
{
    [Id(0)]
    public required string Text { get; init; }

    [Id(1)]
    public ImmutableArray<int> Numbers { get; init; } = [];

    [Id(2)]
    public DateOnly? Date { get; init; }

    [Id(3)]
    public ImmutableDictionary<string, DayOfWeek> Days { get; init; } = ImmutableDictionary<string, DayOfWeek>.Empty;

    [Id(4)]
    public IReadOnlyList<Point> Points { get; init; } = [];

    public int Length => Text.Length;
}

[GenerateSerializer]
[Alias("conformance.point")]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

[GenerateSerializer]
[Alias("conformance.shape")]
public abstract record Shape
{
    [Id(0)]
    public string Name { get; init; } = "";
}

[GenerateSerializer]
[Alias("conformance.circle")]
public sealed record Circle : Shape
{
    [Id(0)]
    public int Radius { get; init; }
}

[GenerateSerializer]
[Alias("conformance.box`1")]
public sealed record Box<T>
{
    [Id(0)]
    public T? Content { get; init; }
}

internal sealed class CrossingGrain : Grain, ICrossingGrain
{
    private List<string> _kept = [];

    public Task KeepAsync(List<string> items)
    {
        _kept = items;
        return Task.CompletedTask;
    }

    public Task<List<string>> GetKeptAsync() => Task.FromResult(_kept);

    public Task<Message> EchoAsync(Message message) => Task.FromResult(message);

    public Task<Shape> EchoShapeAsync(Shape shape) => Task.FromResult(shape);

    public Task<Box<Point>> EchoBoxAsync(Box<Point> box) => Task.FromResult(box);

    public async Task FailAsync(string text)
    {
        await Task.Yield();
        throw new ArgumentException(text);
    }

    public Task<string?> ReadContextAsync(string name)
    {
        var found = RequestContext.Get(name) as string;
        RequestContext.Set(name, "changed by the callee");
        return Task.FromResult(found);
    }

    public Task<string?> ReadContextThroughAsync(ICrossingGrain other, string name) => other.ReadContextAsync(name);

    public async Task WaitAsync(CancellationToken token)
    {
        var key = this.GetPrimaryKeyString();
        Signals.Set($"{key}/waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        catch (OperationCanceledException)
        {
            Signals.Set($"{key}/cancelled");
            throw;
        }
    }

    public async IAsyncEnumerable<int> CountAsync(int to, [EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            for (var i = 0; i < to; i++)
            {
                token.ThrowIfCancellationRequested();
                if (i % 10 == 0)
                {
                    await Task.Yield();
                }

                yield return i;
            }
        }
        finally
        {
            Signals.Set($"{this.GetPrimaryKeyString()}/ended");
        }
    }

    public async IAsyncEnumerable<int> FailAfterAsync(int items)
    {
        for (var i = 0; i < items; i++)
        {
            yield return i;
        }

        await Task.Yield();
        throw new InvalidOperationException("no more");
    }

    public Task CallAsync(ICrossingGrain other, int hops) =>
        hops == 0 ? Task.CompletedTask : other.CallAsync(this.AsReference<ICrossingGrain>(), hops - 1);

    public Task<ICrossingGrain> SelfAsync() => Task.FromResult(this.AsReference<ICrossingGrain>());
}

/// <summary>Several calls to one key at once.</summary>
public interface IWorkerGrain : IGrainWithStringKey
{
    Task<Guid> MeetAsync(string mine, string other);
}

[StatelessWorker(4)]
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly Guid _instance = Guid.NewGuid();

    public async Task<Guid> MeetAsync(string mine, string other)
    {
        Signals.Set(mine);
        await Signals.WaitAsync(other);
        return _instance;
    }
}
