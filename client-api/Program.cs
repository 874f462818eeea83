using Uso.ClientApi;

await ClientApiHost.Create(args).RunAsync();
