using System.Globalization;

namespace Uso.Fakes;

/// <summary>For running a fake by hand: switches that are typed while it runs.</summary>
public static class ByHand
{
    private const string Switches = "outage | slow SECONDS | 429 COUNT | half COUNT | lost RESOURCE | expired | changed RESOURCE.FIELD NAME | well | quit";

    /// <summary>The port of the command line, or 0.</summary>
    public static int Port(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.Length > 0 && int.TryParse(arguments[0], CultureInfo.InvariantCulture, out var port) ? port : 0;
    }

    /// <summary>Reads switches until the input ends, or until Ctrl+C where there is no input.</summary>
    public static async Task RunAsync(FakeFaults faults, string settings)
    {
        ArgumentNullException.ThrowIfNull(faults);
        Console.WriteLine(settings);
        Console.WriteLine(Switches);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line.Trim() == "quit")
            {
                return;
            }

            Console.WriteLine(Turn(faults, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) ? "done" : Switches);
        }

        // Started without a terminal: until it is told to stop.
        var stop = new TaskCompletionSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.TrySetResult();
        };
        await stop.Task;
    }

    private static bool Turn(FakeFaults faults, string[] words)
    {
        switch (words)
        {
            case ["outage"]:
                return faults.Outage = true;
            case ["slow", var seconds] when double.TryParse(seconds, CultureInfo.InvariantCulture, out var number):
                faults.Slow = TimeSpan.FromSeconds(number);
                return true;
            case ["429", var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var number):
                faults.TooManyRequests = number;
                return true;
            case ["half", var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var number):
                faults.HalfPages = number;
                return true;
            case ["lost", var resource]:
                return faults.LostPermission[resource] = true;
            case ["expired"]:
                return faults.TokenExpired = true;
            case ["changed", var field, var name]:
                faults.ChangedField[field] = name;
                return true;
            case ["well"]:
                faults.Clear();
                return true;
            default:
                return false;
        }
    }
}
