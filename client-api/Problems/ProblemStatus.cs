using System.Collections.Frozen;

namespace Uso.ClientApi.Problems;

/// <summary>Codes of this API's own answers, next to <see cref="ProblemCodes"/>.</summary>
internal static class ApiCodes
{
    public const string Unauthenticated = "unauthenticated";
    public const string TooManyFailures = "too-many-failed-sign-ins";
    public const string SupplierNotAccepted = "supplier-not-accepted";
    public const string UseGenericApi = "use-generic-api";
    public const string TooManyRequests = "too-many-requests";
    public const string TooManyRows = "too-many-rows";
    public const string MalformedRequest = "malformed-request";
    public const string MalformedJson = "malformed-json";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string NotAcceptable = "not-acceptable";
    public const string BodyTooLarge = "body-too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string Unavailable = "unavailable";
    public const string Draining = "draining";
    public const string Overloaded = "overloaded";
    public const string Fault = "fault";
}

/// <summary>The one table of which code is answered with which HTTP status.</summary>
internal static class ProblemStatus
{
    private static readonly FrozenDictionary<string, int> ByCode = new Dictionary<string, int>
    {
        [ProblemCodes.Forbidden] = StatusCodes.Status403Forbidden,
        [ProblemCodes.NotFound] = StatusCodes.Status404NotFound,
        [ProblemCodes.SchoolNotFound] = StatusCodes.Status404NotFound,
        [ProblemCodes.ConsumerUnknown] = StatusCodes.Status404NotFound,
        [ProblemCodes.SnapshotNotBuilt] = StatusCodes.Status404NotFound,
        [ProblemCodes.SnapshotVersionGone] = StatusCodes.Status410Gone,
        [ProblemCodes.InvalidValue] = StatusCodes.Status400BadRequest,
        [ProblemCodes.MisUnknown] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.MisNotConfigured] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.ReportNotSupported] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.ReportsNotAccepted] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.FieldMandatory] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.ReportNotAvailable] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.HeadOnly] = StatusCodes.Status403Forbidden,
        [ProblemCodes.OptOutByServiceDesk] = StatusCodes.Status403Forbidden,
        [ProblemCodes.ForceRunNotAllowed] = StatusCodes.Status409Conflict,
        [ProblemCodes.ForceRunClosed] = StatusCodes.Status409Conflict,
        [ProblemCodes.MisEventNotOurs] = StatusCodes.Status409Conflict,
        [ProblemCodes.MisNotPulled] = StatusCodes.Status409Conflict,
        [ProblemCodes.MisDoesNotPush] = StatusCodes.Status409Conflict,
        [ApiCodes.SupplierNotAccepted] = StatusCodes.Status401Unauthorized,
        [ApiCodes.UseGenericApi] = StatusCodes.Status409Conflict,
        [ProblemCodes.ApprovalNotNeeded] = StatusCodes.Status409Conflict,
        [ProblemCodes.ApprovalInvalid] = StatusCodes.Status410Gone,
        [ProblemCodes.StepNotConfirmable] = StatusCodes.Status409Conflict,
        [ProblemCodes.AccountNotCandidate] = StatusCodes.Status422UnprocessableEntity,
        [ProblemCodes.AccountMerged] = StatusCodes.Status409Conflict,
        [ProblemCodes.NoUpload] = StatusCodes.Status409Conflict,
        [ProblemCodes.RunInProgress] = StatusCodes.Status409Conflict,
        [ProblemCodes.RunDataGone] = StatusCodes.Status410Gone,
        [ProblemCodes.RunState] = StatusCodes.Status409Conflict,
        [ProblemCodes.PreviewStale] = StatusCodes.Status409Conflict,
        [ProblemCodes.OperationIdReused] = StatusCodes.Status409Conflict,
        [ProblemCodes.CaseDecided] = StatusCodes.Status409Conflict,
        [ProblemCodes.CaseChanged] = StatusCodes.Status409Conflict,
        [ProblemCodes.NoDecision] = StatusCodes.Status409Conflict,
        [ProblemCodes.BulkCountChanged] = StatusCodes.Status409Conflict,
        [ApiCodes.Unauthenticated] = StatusCodes.Status401Unauthorized,
        [ApiCodes.TooManyFailures] = StatusCodes.Status429TooManyRequests,
        [ApiCodes.TooManyRequests] = StatusCodes.Status429TooManyRequests,
        [ApiCodes.TooManyRows] = StatusCodes.Status413PayloadTooLarge,
        [ApiCodes.MalformedRequest] = StatusCodes.Status400BadRequest,
        [ApiCodes.MalformedJson] = StatusCodes.Status400BadRequest,
        [ApiCodes.MethodNotAllowed] = StatusCodes.Status405MethodNotAllowed,
        [ApiCodes.NotAcceptable] = StatusCodes.Status406NotAcceptable,
        [ApiCodes.BodyTooLarge] = StatusCodes.Status413PayloadTooLarge,
        [ApiCodes.UnsupportedMediaType] = StatusCodes.Status415UnsupportedMediaType,
        [ApiCodes.Unavailable] = StatusCodes.Status503ServiceUnavailable,
        [ApiCodes.Draining] = StatusCodes.Status503ServiceUnavailable,
        [ApiCodes.Overloaded] = StatusCodes.Status503ServiceUnavailable,
        [ApiCodes.Fault] = StatusCodes.Status500InternalServerError,
    }.ToFrozenDictionary();

    /// <summary>Codes not in the table are a MIS reader's: the export cannot be used.</summary>
    public static int Of(string code) => ByCode.GetValueOrDefault(code, StatusCodes.Status422UnprocessableEntity);

    /// <summary>The code of an answer that the framework gave without one.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ApiCodes.Unauthenticated,
        StatusCodes.Status403Forbidden => ProblemCodes.Forbidden,
        StatusCodes.Status404NotFound => ProblemCodes.NotFound,
        StatusCodes.Status405MethodNotAllowed => ApiCodes.MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => ApiCodes.NotAcceptable,
        StatusCodes.Status413PayloadTooLarge => ApiCodes.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ApiCodes.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => ApiCodes.TooManyFailures,
        StatusCodes.Status503ServiceUnavailable => ApiCodes.Unavailable,
        >= 500 => ApiCodes.Fault,
        _ => ApiCodes.MalformedRequest,
    };

    /// <summary>A sentence for answers that have none of their own.</summary>
    public static string DetailOf(string code) => code switch
    {
        ApiCodes.Unauthenticated => "Send a valid access token or licence key as Authorization: Bearer.",
        ApiCodes.SupplierNotAccepted => "Supplier id and supplier password are not those of the school.",
        ApiCodes.UseGenericApi => "This school's MIS sends to the Generic API, with supplier id and password.",
        ApiCodes.TooManyFailures => "Too many failed sign-ins from this address. Try again in a minute.",
        ApiCodes.TooManyRequests => "Too many calls, or too many at once. Try again when Retry-After says.",
        ApiCodes.MalformedRequest => "The request cannot be read: a value in its path, query or headers is missing or not of the right kind.",
        ApiCodes.MalformedJson => "The body is not the JSON that this address expects.",
        ApiCodes.MethodNotAllowed => "This address does not have that method.",
        ApiCodes.NotAcceptable => "This address has none of the formats asked for.",
        ApiCodes.BodyTooLarge => "The body is larger than allowed.",
        ApiCodes.UnsupportedMediaType => "The body is not of a media type that this address reads.",
        ApiCodes.Unavailable => "The service or its storage cannot answer just now. Try again shortly.",
        ApiCodes.Draining => "This process is shutting down.",
        ApiCodes.Overloaded => "Too many requests are waiting already. Try again when Retry-After says.",
        ApiCodes.Fault => "Something went wrong here. The trace id finds it in the log.",
        ProblemCodes.Forbidden => "This token may not do that.",
        ProblemCodes.NotFound => "There is nothing at this address.",
        _ => "The request was refused.",
    };
}
