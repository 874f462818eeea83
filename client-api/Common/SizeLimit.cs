using Microsoft.AspNetCore.Http.Metadata;

namespace Uso.ClientApi.Common;

/// <summary>How large an endpoint's body may be, when that is not what holds for all.</summary>
internal sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
