using System.Globalization;
using Uso.Fakes.Alerts;

// Run by hand: dotnet run --project tests/fakes/Alerts [smtp port] [webhook port]
static int Port(string[] args, int at, int otherwise) => args.Length > at && int.TryParse(args[at], CultureInfo.InvariantCulture, out var port) ? port : otherwise;

await using var smtp = SmtpFake.Start(Port(args, 0, 2525));
await using var webhook = await WebhookFake.StartAsync(Port(args, 1, 8025));
Console.WriteLine($"Uso:Alerts:SmtpHost=127.0.0.1 SmtpPort={smtp.Port} SmtpSecurity=None AllowPrivateWebhooks=true  webhookUrl {webhook.Url}  (Ctrl+C stops)");
var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.TrySetResult();
};
for (var (mails, requests) = (0, 0); !stop.Task.IsCompleted;)
{
    var mail = smtp.Mails.All.Count > mails ? smtp.Mails.All[mails++].Data : null;
    var request = webhook.Requests.All.Count > requests ? webhook.Requests.All[requests++].Body : null;
    if ((mail ?? request) is null)
    {
        await Task.WhenAny(stop.Task, Task.Delay(TimeSpan.FromMilliseconds(200)));
    }
    else
    {
        Console.WriteLine(mail);
        Console.WriteLine(request);
    }
}

return 0;
