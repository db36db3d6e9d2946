using System.IO.Compression;
using System.Net.Mime;
using System.Text;
using FluxKart.Api.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

/// <summary>
/// Reads JSON in UTF-8 with the content type application/json, and nothing else. The framework's formatter also accepts text/json, every
/// +json type and UTF-16, does not know the charset utf8, and throws on a parameter without a value.
/// </summary>
internal sealed class JsonBodyInputFormatter : SystemTextJsonInputFormatter
{
    public JsonBodyInputFormatter(JsonOptions options, ILogger<SystemTextJsonInputFormatter> logger)
        : base(options, logger)
    {
        SupportedMediaTypes.Clear();
        SupportedMediaTypes.Add(MediaTypeNames.Application.Json);
        SupportedEncodings.Clear();
        SupportedEncodings.Add(Encoding.UTF8);
    }

    /// <summary>Whether the body is compressed in a way that the framework has not decompressed before this.</summary>
    public static bool HasUnknownCoding(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding
        && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    public override bool CanRead(InputFormatterContext context) =>
        !HasUnknownCoding(context.HttpContext.Request)
        && MediaTypeHeaderValue.TryParse(context.HttpContext.Request.ContentType, out var contentType)
        && contentType.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && contentType.Parameters.All(IsUtf8);

    // Not by the charset: CanRead has accepted only UTF-8.
    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        try
        {
            return await ReadRequestBodyAsync(context, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is InvalidDataException || IsFromBrotli(exception))
        {
            context.ModelState.TryAddModelError(
                InvalidRequest.WholeBody,
                "The body cannot be decompressed. Send it in the coding that Content-Encoding names, or uncompressed and without that "
                + "header.");
            return await InputFormatterResult.FailureAsync();
        }
    }

    // Unlike the other decompressors, it reports an invalid body by this general type.
    private static bool IsFromBrotli(Exception exception) =>
        exception is InvalidOperationException && exception.Source == typeof(BrotliStream).Assembly.GetName().Name;

    private static bool IsUtf8(NameValueHeaderValue parameter) =>
        !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
        || parameter.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || parameter.GetUnescapedValue().Equals("utf8", StringComparison.OrdinalIgnoreCase);
}
