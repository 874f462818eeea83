using System.Net.Http.Headers;
using System.Text;

namespace Uso.Mis.Pulling;

/// <summary>Puts a school's credentials on a request. Called for every try, so that a signature carries the time of the try.</summary>
public abstract class PullAuthoriser
{
    /// <summary>Null when the request is ready; otherwise what stands in its place, for example the token endpoint's 401.</summary>
    public abstract ValueTask<PullTry?> AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>After a 401: true when the credentials were renewed and the request is worth one more try.</summary>
    public virtual bool Renew() => false;

    public static PullAuthoriser Bearer(string token) => With(request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    public static PullAuthoriser Basic(string user, string password)
    {
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        return With(request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", value));
    }

    /// <summary>Named headers with secrets in them.</summary>
    public static PullAuthoriser Headers(params (string Name, string Value)[] headers) => With(request =>
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    });

    /// <summary>Anything else that needs no waiting: a signature over the request.</summary>
    public static PullAuthoriser With(Action<HttpRequestMessage> authorise) => new Simple(authorise);

    private sealed class Simple(Action<HttpRequestMessage> authorise) : PullAuthoriser
    {
        public override ValueTask<PullTry?> AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            authorise(request);
            return default;
        }
    }
}
