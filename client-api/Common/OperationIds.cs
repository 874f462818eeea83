namespace Uso.ClientApi.Common;

/// <summary>The caller's id of a request that may be repeated: <c>operationId</c> in the body, or the header <c>Idempotency-Key</c>.</summary>
internal static class OperationIds
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 100;

    public static bool TryRead(HttpContext context, string? fromBody, out string operationId, out ProblemHttpResult invalid)
    {
        var header = context.Request.Headers[Header];
        var fromHeader = header.Count == 1 ? header[0] : null;
        operationId = fromBody ?? fromHeader ?? "";
        invalid = null!;
        if (header.Count > 1 || (fromBody is not null && fromHeader is not null && fromBody != fromHeader))
        {
            invalid = Answer.Invalid("operationId", $"one value: the body's and the header's ({Header}) differ");
        }
        else if (operationId.Length is 0 or > MaxLength || operationId.Any(c => c is <= ' ' or > '~'))
        {
            invalid = Answer.Invalid("operationId", $"1 to {MaxLength} characters without spaces, in the body or in the header {Header}");
        }

        return invalid is null;
    }
}
