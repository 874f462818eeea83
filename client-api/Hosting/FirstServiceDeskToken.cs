using Microsoft.Extensions.Options;
using Uso.Grains.Hosting;

namespace Uso.ClientApi.Hosting;

/// <summary>
/// Makes the first service-desk token, without which nobody could make any other, and writes it to a file that only this user can read. Once per store:
/// the token's fixed id is the marker that several processes share. A file whose token no longer works is replaced.
/// </summary>
internal sealed partial class FirstServiceDeskToken(
    IGrainFactory grains,
    IOptions<UsoGrainOptions> grainOptions,
    IOptions<ClientApiOptions> options,
    ILogger<FirstServiceDeskToken> logger)
    : IHostedLifecycleService
{
    public const string FileName = "service-desk-token";

    private const string FreshSuffix = ".new";

    private static readonly TokenId FirstId = TokenId.Parse("firstservicedesk");

    /// <summary>After everything has started: grains can be called.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.FirstTokenFile is { Length: > 0 } given)
        {
            await IssueGivenAsync(given, cancellationToken);
            return;
        }

        var file = Path.Combine(UsoGrainServices.EnsureDataDirectory(grainOptions.Value.DataDirectory), FileName);
        if (await WorksAsync(file, cancellationToken))
        {
            LogKept(file);
            return;
        }

        if (await WorksAsync($"{file}{FreshSuffix}", cancellationToken))
        {
            // Killed after the token was issued and before its file had its name.
            File.Move($"{file}{FreshSuffix}", file, overwrite: true);
            LogMade(file);
            return;
        }

        if (await IssueAsync(FirstId, file, cancellationToken))
        {
            LogMade(file);
        }
        else if (OrleansHosting.OneProcess || options.Value.NewServiceDeskToken)
        {
            // The first one was revoked, or its file was lost: whoever can write here owns the store anyway.
            if (!await IssueAsync(AccessText.NewTokenId(), file, cancellationToken))
            {
                throw new InvalidOperationException("The first service-desk token could not be issued.");
            }

            LogMade(file);
        }
        else
        {
            LogElsewhere();
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The operator chose it and keeps it: it is issued once, and nothing is written anywhere.</summary>
    private async Task IssueGivenAsync(string file, CancellationToken cancellationToken)
    {
        if (!AccessText.TryReadToken((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), out var id, out var secret) || id != FirstId)
        {
            throw new InvalidOperationException($"{file} does not hold a token: uso_{FirstId}_ and 64 hexadecimal digits.");
        }

        if (await WorksAsync(file, cancellationToken))
        {
            LogKept(file);
            return;
        }

        var issued = await grains.AccessToken(id).IssueAsync(Caller.Service, First(secret));
        if (issued.Problem is null)
        {
            LogMade(file);
        }
        else
        {
            LogOther(file);
        }
    }

    private static IssueToken First(string secret) => new() { SecretSha256 = AccessText.HashOf(secret), Role = Role.ServiceDesk, Label = "first service desk" };

    private async Task<bool> WorksAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        var text = await File.ReadAllTextAsync(file, cancellationToken);
        return AccessText.TryReadToken(text.Trim(), out var id, out var secret)
            && await grains.AccessToken(id).AuthenticateAsync(secret) is { Role: Role.ServiceDesk };
    }

    /// <summary>The file is complete before the token is valid, so that a kill in between loses nothing.</summary>
    private async Task<bool> IssueAsync(TokenId id, string file, CancellationToken cancellationToken)
    {
        var secret = AccessText.NewSecret();
        var fresh = $"{file}{FreshSuffix}";
        File.Delete(fresh);
        var open = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var writer = new StreamWriter(fresh, open))
        {
            await writer.WriteLineAsync(AccessText.Format(id, secret).AsMemory(), cancellationToken);
        }

        var issued = await grains.AccessToken(id).IssueAsync(Caller.Service, First(secret));
        if (issued.Problem is not null)
        {
            File.Delete(fresh);
            return false;
        }

        File.Move(fresh, file, overwrite: true);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The first service-desk token is in {File}")]
    private partial void LogMade(string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "The service-desk token in {File} still works")]
    private partial void LogKept(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token in {File} is not the first one that was issued, or that was revoked; it does not work")]
    private partial void LogOther(string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another process made the first service-desk token")]
    private partial void LogElsewhere();
}
