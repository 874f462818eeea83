using Uso.Silo.Hosting;

return args is ["migrate", ..] ? await Migrations.RunAsync(args[1..]) : await SiloHost.RunAsync(args);
