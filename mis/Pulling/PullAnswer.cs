using System.Net;

namespace Uso.Mis.Pulling;

/// <summary>Why a request has no usable answer.</summary>
public enum PullFault
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>An HTTP status other than success: see <see cref="PullAnswer.Status"/>.</summary>
    Status,

    /// <summary>The name of the host is not known.</summary>
    Dns,

    /// <summary>The host has no public address, and private ones are not configured to be reached.</summary>
    AddressRefused,

    /// <summary>The certificate is not trusted, or TLS 1.2 is too new for the host.</summary>
    Tls,

    /// <summary>No connection, or it broke.</summary>
    Connection,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The answer is larger than <see cref="PullOptions.MaxPageBytes"/>.</summary>
    TooLarge,

    /// <summary>The answer says 200 but is not whole JSON or XML.</summary>
    NotWhole,

    /// <summary>A redirect to another host; it was not followed, the credentials would have gone there.</summary>
    Redirect,

    /// <summary>The host failed so often that it is left alone for a while.</summary>
    CircuitOpen,
}

/// <summary>What came of one request, retries included.</summary>
/// <param name="Status">The last HTTP status; null when no answer came at all.</param>
/// <param name="Body">The bytes, when the answer was good and whole.</param>
/// <param name="Fault">Why there is no body.</param>
public readonly record struct PullAnswer(HttpStatusCode? Status, byte[]? Body, PullFault Fault)
{
    public static PullAnswer Failed(PullFault fault, HttpStatusCode? status = null) => new(status, null, fault);

    /// <summary>A try later may succeed.</summary>
    public bool IsTransient => Fault switch
    {
        PullFault.Dns or PullFault.Connection or PullFault.Timeout or PullFault.NotWhole or PullFault.CircuitOpen => true,
        PullFault.Status => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    /// <summary>401 or 403: what the credentials do not reach.</summary>
    public bool IsRefused => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
}
