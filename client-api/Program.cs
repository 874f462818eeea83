using Uso.ClientApi;

await using var app = ClientApiHost.Create(args);
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
{
    // Told to stop while it still looked for silos.
}
