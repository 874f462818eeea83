using System.Net.Mail;

namespace Uso.Grains.Alerts;

/// <summary>What is wrong with an LA's alert settings.</summary>
internal static class AlertSettingsCheck
{
    private const int MostEmails = 10;
    private const int MostClosures = 60;
    private const int LongestUrl = 500;

    /// <summary>Null when nothing is.</summary>
    public static string? Invalid(SetAlerts settings, AlertOptions options)
    {
        if (settings.WebhookUrl is { } url && !IsAllowed(url, options))
        {
            return "webhookUrl: an https address without a user, of at most 500 characters.";
        }

        if (settings.WebhookSecret is { Length: < 16 or > 200 })
        {
            return "webhookSecret: 16 to 200 characters.";
        }

        if (settings.Emails.Length > MostEmails || !settings.Emails.All(IsEmail))
        {
            return "emails: at most 10 addresses.";
        }

        if (settings.Emails.Length > 0 && string.IsNullOrEmpty(options.SmtpHost))
        {
            return "emails: this service has no mail server (Uso:Alerts:SmtpHost).";
        }

        return settings switch
        {
            { NoExportDays: < 1 or > 30 } => "noExportDays: 1 to 30.",
            { LateAfterHours: < 1 or > 24 } => "lateAfterHours: 1 to 24.",
            { OffTrendPercent: < 5 or > 90 } => "offTrendPercent: 5 to 90.",
            { CredentialDays: < 1 or > 90 } => "credentialDays: 1 to 90.",
            _ when settings.Closures.Length > MostClosures || settings.Closures.Any(closure => closure.Until < closure.From) => "closures: at most 60, each from a day until the same or a later one.",
            _ => null,
        };
    }

    private static bool IsAllowed(string text, AlertOptions options) =>
        text.Length <= LongestUrl
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (options.AllowPrivateWebhooks && url.Scheme == Uri.UriSchemeHttp));

    private static bool IsEmail(string text) =>
        text.Length <= 254 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
