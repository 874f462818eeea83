namespace Uso.ClientApi.Common;

/// <summary>A body that says nothing but which request this is.</summary>
public sealed record OperationBody
{
    /// <summary>The caller's id of this request; the same again starts nothing new. May stand in the header Idempotency-Key instead.</summary>
    public string? OperationId { get; init; }
}
