using System.Net.Mime;
using FluxKart.Api.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FluxKart.Api.Controllers;

/// <summary>
/// Says what is accepted, in the response to a body that is not: 415, with a detail and the header of RFC 9110, section 15.5.16.
/// </summary>
internal sealed class UnsupportedBodyFilter : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not UnsupportedMediaTypeResult)
            return;

        var http = context.HttpContext;
        string detail;
        if (JsonBodyInputFormatter.HasUnknownCoding(http.Request))
        {
            detail = "Send the body uncompressed, or compressed once with gzip, deflate or br.";
            http.Response.Headers.AcceptEncoding = "gzip, deflate, br";
        }
        else
        {
            detail = "Send the body as JSON in UTF-8, with the header Content-Type: application/json.";
            http.Response.Headers.Accept = MediaTypeNames.Application.Json;
        }

        context.Result = ProblemResult.Create(http, StatusCodes.Status415UnsupportedMediaType, detail);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
