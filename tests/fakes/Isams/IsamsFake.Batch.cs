using System.Xml.Linq;

namespace Uso.Fakes.Isams;

/// <summary>The Batch API, with every error that it is known to answer.</summary>
public sealed partial class IsamsFake
{
    private async Task BatchAsync(HttpContext context)
    {
        var asked = HttpMethods.IsPost(context.Request.Method) ? await IsamsBatch.AskedAsync(context.Request.Body, context.RequestAborted) : [];
        var (status, root) = Answer(context.Request.Query["apiKey"], asked);
        var bytes = IsamsBatch.Bytes(root, _options.DeclaredEncoding);
        if (asked?.Any(method => IsamsBatch.Methods.TryGetValue(method, out var resource) && Faults.HalfOf.ContainsKey(resource)) is true)
        {
            Faults.HalfPages = 1;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        await context.Response.Body.WriteAsync(status == StatusCodes.Status200OK && root.Name == "iSAMS" && FakeFaults.Take(ref Faults.HalfPages) ? bytes[..(bytes.Length / 2)] : bytes);
    }

    private (int Status, XElement Root) Answer(string? key, string[]? asked)
    {
        if (FakeFaults.Take(ref Faults.Deadlocks))
        {
            return (200, IsamsBatch.Message(
                "UnhandledException", "Unknown Error", "Transaction (Process ID 7) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction."));
        }

        if (FakeFaults.Take(ref Faults.LockTimeouts))
        {
            return (200, IsamsBatch.Message("UnhandledException", "Unknown Error", "Lock request time out period exceeded.  The statement has been terminated."));
        }

        if (Faults.BatchError is { } error)
        {
            return (200, IsamsBatch.Message(error, "Error", "The fake was told to answer so."));
        }

        if (string.IsNullOrEmpty(key))
        {
            return (400, IsamsBatch.Message("MissingParameter", "Missing Field: apiKey", "A required field \"apiKey\" was not supplied or was in an incorrect format."));
        }

        if (key != _options.ApiKey || Faults.TokenExpired)
        {
            return (401, IsamsBatch.Message("InvalidApiKey", "Invalid API Key", "The API key is invalid. Please contact your iSAMS administrator."));
        }

        if (asked is null)
        {
            return (500, IsamsBatch.Message("UnhandledException", "Unknown Error", "Data at the root level is invalid. Line 1, position 1."));
        }

        var methods = asked.Length == 0 ? [.. IsamsBatch.Methods.Keys] : asked;
        var lacking = methods.Where(method => !IsamsBatch.Methods.TryGetValue(method, out var resource) || Faults.LostPermission.ContainsKey(resource)).ToList();
        return lacking.Count > 0
            ? (403, IsamsBatch.Message(
                "MethodsNotAllocatedToKeyException",
                "Methods Not Allocated To Key",
                $"The following methods specified in the MethodsToRun filter are not allocated to the requested key: {string.Join(", ", lacking).ToLowerInvariant()}"))
            : (200, Renamed(IsamsBatch.Data(School, methods, Faults.Empty.Keys)));
    }

    private XElement Renamed(XElement data)
    {
        foreach (var (field, name) in Faults.ChangedField)
        {
            foreach (var element in data.Descendants(field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..]).ToList())
            {
                element.Name = name;
            }
        }

        return data;
    }
}
