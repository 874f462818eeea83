using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Uso.Grains.Alerts;

/// <summary>Sends alerts as plain e-mail through the service's mail server.</summary>
internal sealed class MailSender(IOptions<AlertOptions> options, TimeProvider time) : IAlertSender
{
    private const int TimeoutMilliseconds = 10_000;

    public string Channel => "email";

    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (string.IsNullOrEmpty(settings.SmtpHost))
        {
            throw new AlertDeliveryException("mail-not-configured");
        }

        using var mail = new MimeMessage();
        mail.From.Add(MailboxAddress.Parse(settings.From));
        mail.To.Add(MailboxAddress.Parse(message.Target));
        mail.Subject = message.Subject;
        mail.Date = time.GetUtcNow();

        // The same at every attempt: a mail server or a reader can drop the repeat.
        mail.MessageId = $"{message.Id}@uso.invalid";
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Body = new TextPart("plain") { Text = message.Text };

        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        try
        {
            await client.ConnectAsync(settings.SmtpHost, settings.SmtpPort, settings.SmtpSecurity switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            }, cancellationToken);
            if (settings is { SmtpUser: { } user, SmtpPassword: { } password })
            {
                await client.AuthenticateAsync(user, password, cancellationToken);
            }

            await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertDeliveryException(
                exception switch
                {
                    SmtpCommandException => "mail-refused",
                    AuthenticationException => "mail-sign-in",
                    _ => "mail-unreachable",
                },
                exception);
        }
    }
}
