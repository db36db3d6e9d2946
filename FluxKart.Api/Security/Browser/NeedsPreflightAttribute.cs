using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Security.Browser;

/// <summary>
/// For an action that changes something, but reads no body. A browser sends such a request for any page, without a preflight, and a service
/// without keys would obey. With this a page must send JSON, which needs a preflight. Other clients may send what they like.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsPreflightAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var request = context.HttpContext.Request;
        var isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType)
            && contentType.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);
        if (!isJson && request.Headers.ContainsKey(HeaderNames.Origin))
            context.Result = new UnsupportedMediaTypeResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
