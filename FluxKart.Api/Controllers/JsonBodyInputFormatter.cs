using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

/// <summary>
/// Reads JSON in UTF-8 with the content type application/json, and nothing else. The framework's formatter also accepts text/json, every
/// +json type and UTF-16, and throws on a parameter without a value.
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

    public override bool CanRead(InputFormatterContext context) =>
        MediaTypeHeaderValue.TryParse(context.HttpContext.Request.ContentType, out var contentType)
        && contentType.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && contentType.Parameters.All(IsUtf8);

    private static bool IsUtf8(NameValueHeaderValue parameter) =>
        !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
        || parameter.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
