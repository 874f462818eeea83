using Uso.Silo;

if (await Commands.RunAsync(args) is { } code)
{
    return code;
}

await Console.Error.WriteLineAsync("Uso.Silo: this is the embedded build, which hosts its grains in client-api; build with -p:OrleansRuntime=cluster for silos.");
return 2;
