using Uso.Silo.Hosting;

return await SiloHost.RunAsync(args);
