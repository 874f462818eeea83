using System.Collections.Immutable;
using System.Text.Json;
using Uso.EmbeddedRuntime.Json;

namespace Uso.EmbeddedRuntime.Tests;

public sealed class GrainJsonTests
{
    private static readonly JsonSerializerOptions Options = GrainJson.Create();

    [Fact]
    public void NullsAndEmptyArrays_ThatANewObjectHas_AreNotWritten()
    {
        var json = JsonSerializer.Serialize(new Filled { Id = "1", Needed = null }, Options);

        Assert.Equal("""{"Id":"1","Needed":null,"Count":0,"Word":"initial"}""", json);
    }

    [Fact]
    public void WhatIsNotWritten_ComesBackAsItWas()
    {
        var one = new Filled { Id = "1", Needed = null, Word = null, Some = default, Names = ["a"], Day = new DateOnly(2026, 9, 1), Pair = new Pair("x", null) };

        var back = JsonSerializer.Deserialize<Filled>(JsonSerializer.Serialize(one, Options), Options)!;

        Assert.Null(back.Word);
        Assert.True(back.Some.IsDefault);
        Assert.Equal(["a"], back.Names);
        Assert.Equal(one.Day, back.Day);
        Assert.Equal(one.Pair, back.Pair);
    }

    [Fact]
    public void NullsThatAreWritten_AreRead()
    {
        var back = JsonSerializer.Deserialize<Filled>("""{"Id":"1","Needed":null,"Day":null,"Some":[],"Word":null}""", Options)!;

        Assert.Null(back.Day);
        Assert.Null(back.Word);
        Assert.Empty(back.Some);
    }

    private sealed record Pair(string One, string? Other);

    private sealed record Filled
    {
        public required string Id { get; init; }
        public required string? Needed { get; init; }
        public int Count { get; init; }
        public DateOnly? Day { get; init; }
        public string? Word { get; init; } = "initial";
        public ImmutableArray<string> Some { get; init; } = [];
        public ImmutableArray<string> Names { get; init; } = [];
        public Pair? Pair { get; init; }
    }
}
