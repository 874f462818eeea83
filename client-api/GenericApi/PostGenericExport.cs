using Microsoft.AspNetCore.Mvc;
using Uso.ClientApi.Hosting;
using Uso.ClientApi.Uploads;
using Uso.Mis;

namespace Uso.ClientApi.GenericApi;

/// <summary>
/// Our contract for a MIS that sends a school's data itself. It shows three things: the school's licence key, and who it is, by supplier id and password.
/// Nothing of the body is read before all three are good.
/// </summary>
internal static class PostGenericExport
{
    private const string IdHeader = "X-Supplier-Id";
    private const string PasswordHeader = "X-Supplier-Password";

    public static void Map(IEndpointRouteBuilder routes, ClientApiOptions options) => routes.MapPost("/generic-api/v1/exports", HandleAsync)
        .WithName("PostGenericExport")
        .WithSummary($"One export of the school, all its entities in one document, JSON or XML. The licence key as bearer token, {IdHeader} and {PasswordHeader}. 202: the bytes are durable.")
        .Accepts<GenericExport>("application/json", "application/xml", "text/xml")
        .WithMetadata(new SizeLimit(options.MaxUploadBytes), new LaneMetadata(Lane.Uploads))
        .Allow(Role.Agent);

    private static async Task<Results<Accepted<UploadReceipt>, ProblemHttpResult>> HandleAsync(
        Urn urn,
        [FromHeader(Name = IdHeader)] string? supplierId,
        [FromHeader(Name = PasswordHeader)] string? supplierPassword,
        HttpContext context,
        CurrentCaller current,
        IGrainFactory grains,
        FailedSignIns failures,
        UploadReceiver receiver,
        MisCatalog catalog,
        CancellationToken cancellationToken)
    {
        var school = grains.School(urn);
        if (await school.GetMisAsync() is not { } configuration || catalog.Find(configuration.Mis) is not { } mis)
        {
            return Answer.Of(ProblemCodes.MisNotConfigured, "The school has not chosen its MIS, so nothing can read an export.");
        }

        if (mis.Descriptor.Route is not MisRoute.MisPush)
        {
            return Answer.Of(ProblemCodes.MisDoesNotPush, $"The school's MIS here is {mis.Descriptor.DisplayName}, which does not send to the Generic API.");
        }

        if (!await school.VerifySupplierAsync(supplierId ?? "", supplierPassword ?? ""))
        {
            failures.Count(context.Connection.RemoteIpAddress);
            return Answer.Of(ApiCodes.SupplierNotAccepted);
        }

        return await receiver.ReceiveAsync(urn, mis, current.Caller, context.Request.Body, fileName: null, exportedAt: null, cancellationToken);
    }
}
