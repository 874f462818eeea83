using System.ComponentModel.DataAnnotations;

namespace Uso.Grains.Alerts;

/// <summary>How alerts leave the service. Section "Uso:Alerts". Validated at start.</summary>
public sealed class AlertOptions
{
    public const string Section = "Uso:Alerts";

    /// <summary>Null: no e-mail.</summary>
    public string? SmtpHost { get; set; }

    [Range(1, 65535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>None only on a trusted network.</summary>
    public SmtpSecurity SmtpSecurity { get; set; } = SmtpSecurity.StartTls;
    public string? SmtpUser { get; set; }
    public string? SmtpPassword { get; set; }

    [Required, EmailAddress]
    public string From { get; set; } = "uso@localhost.localdomain";

    /// <summary>Seconds before a failed message is tried again at once; what fails three times waits in the outbox.</summary>
    [Range(0, 30)]
    public int RetrySeconds { get; set; } = 1;

    /// <summary>Webhooks may go to private and loopback addresses, and over plain HTTP: for tests and closed networks. Else they reach public hosts only.</summary>
    public bool AllowPrivateWebhooks { get; set; }
}

public enum SmtpSecurity
{
    None,
    StartTls,
    Tls,
}
