using System.Diagnostics.CodeAnalysis;

namespace Uso.GrainInterfaces;

/// <summary>An expected failure: a stable code that callers may switch on, and a sentence for a person. No personal data in either.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.Problem)]
public sealed record Problem
{
    public Problem()
    {
    }

    [SetsRequiredMembers]
    public Problem(string code, string detail)
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>One of <see cref="ProblemCodes"/>, or a code of a MIS reader.</summary>
    [Id(0)] public required string Code { get; init; }
    [Id(1)] public required string Detail { get; init; }

    /// <summary>From when on the same may be asked again, where that is known.</summary>
    [Id(2)] public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>Either a value or an expected <see cref="Problem"/>. Exceptions are for faults.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.Outcome)]
public sealed record Outcome<T>
{
    [Id(0)] public T? Value { get; init; }
    [Id(1)] public Problem? Problem { get; init; }

    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    public static implicit operator Outcome<T>(Problem problem) => new() { Problem = problem };

    /// <summary>True with the value, or false with the problem.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        value = Value;
        problem = Problem;
        return Problem is null;
    }
}

/// <summary>Success without a value.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.Done)]
public sealed record Done
{
    public static readonly Done Instance = new();
}
