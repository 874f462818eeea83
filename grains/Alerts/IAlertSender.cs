namespace Uso.Grains.Alerts;

/// <summary>One way out for alerts.</summary>
internal interface IAlertSender
{
    /// <summary>webhook or email.</summary>
    string Channel { get; }

    /// <exception cref="AlertDeliveryException">It did not arrive.</exception>
    Task SendAsync(AlertMessage message, CancellationToken cancellationToken);
}

/// <param name="Id">The same at every attempt, so that a receiver can tell a repeat.</param>
/// <param name="Target">Address of the webhook, or of the mailbox.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">For a person.</param>
/// <param name="Json">For a machine.</param>
/// <param name="Secret">Signs the JSON; null when there is none.</param>
internal sealed record AlertMessage(string Id, string Target, string Subject, string Text, string Json, string? Secret);

/// <param name="code">Stable: what stands in the overview. No address and no answer of the other side.</param>
internal sealed class AlertDeliveryException(string code, Exception? inner = null) : Exception(code, inner)
{
    public string Code { get; } = code;
}
