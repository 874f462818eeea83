using System.Diagnostics.CodeAnalysis;

namespace Uso.ClientApi.Problems;

/// <summary>Expected failures as results: status from <see cref="ProblemStatus"/>, a stable code, a sentence.</summary>
internal static class Answer
{
    public const string Code = "code";
    public const string Errors = "errors";

    public const string NotBefore = "notBefore";

    public static ProblemHttpResult Of(Problem problem) => Of(problem.Code, problem.Detail, problem.NotBefore);

    /// <param name="notBefore">From when on the same may be asked again.</param>
    public static ProblemHttpResult Of(string code, string? detail = null, DateTimeOffset? notBefore = null) => TypedResults.Problem(
        statusCode: ProblemStatus.Of(code),
        detail: detail ?? ProblemStatus.DetailOf(code),
        extensions: notBefore is null ? [new(Code, code)] : new Dictionary<string, object?> { [Code] = code, [NotBefore] = notBefore });

    /// <summary>400: one field breaks a rule. The value itself is not repeated.</summary>
    public static ProblemHttpResult Invalid(string field, string rule) => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        detail: $"{field}: {rule}.",
        extensions:
        [
            new KeyValuePair<string, object?>(Code, ProblemCodes.InvalidValue),
            new KeyValuePair<string, object?>(Errors, new Dictionary<string, string[]> { [field] = [rule] }),
        ]);

    public static ProblemHttpResult Forbidden(string detail) => Of(ProblemCodes.Forbidden, detail);

    public static ProblemHttpResult NotFound(string detail) => Of(ProblemCodes.NotFound, detail);

    public static Results<Ok<T>, ProblemHttpResult> Ok<T>(Outcome<T> outcome) =>
        outcome.TryGet(out var value, out var problem) ? TypedResults.Ok(value) : Of(problem);

    public static Results<Ok<T>, ProblemHttpResult> OkOrNotFound<T>(T? value, [ConstantExpected] string detail)
        where T : class => value is null ? NotFound(detail) : TypedResults.Ok(value);
}
