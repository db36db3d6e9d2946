using System.Net.Mime;
using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Api.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

/// <summary>
/// For an action that reads a file of customers from its body. The file has limits of its own, and stays compressed. Any other content is
/// refused before it is read.
/// </summary>
/// <remarks>A page of another origin cannot send these content types without a preflight.</remarks>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReceivesFileAttribute : Attribute, IResourceFilter
{
    public const string Ndjson = "application/x-ndjson";

    private const string Gzip = "gzip";
    private const string GzipAlias = "x-gzip";

    /// <summary>What the file can be.</summary>
    public static readonly string[] ContentTypes = [MediaTypeNames.Text.Csv, Ndjson];

    // A shop may write the file while it sends it. But a client that sends almost nothing must not hold a connection for ever.
    private static readonly MinDataRate MinRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(30));

    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var http = context.HttpContext;
        var coding = http.Request.Headers.ContentEncoding.ToString();
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var contentType)
            || !ContentTypes.Contains(contentType.MediaType.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            http.Response.Headers.Accept = string.Join(", ", ContentTypes);
            context.Result = Unsupported(http, "Send the file with the header Content-Type: text/csv or application/x-ndjson.");
        }
        else if (coding.ToLowerInvariant() is not ("" or "identity" or Gzip or GzipAlias))
        {
            http.Response.Headers.AcceptEncoding = Gzip;
            context.Result = Unsupported(http, "Send the file uncompressed, or compressed once with gzip.");
        }
        else
        {
            SetLimits(http);
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }

    private static ObjectResult Unsupported(HttpContext http, string detail) =>
        ProblemResult.Create(http, StatusCodes.Status415UnsupportedMediaType, detail);

    private static void SetLimits(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = http.RequestServices.GetRequiredService<ImportSettings>().MaxBytes;
        // In HTTP/2 the rate belongs to the connection, and the server's own stays.
        if (HttpProtocol.IsHttp11(http.Request.Protocol) && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = MinRate;
    }
}
