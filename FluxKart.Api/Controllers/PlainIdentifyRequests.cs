using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Text.Json;
using AutoMapper;
using FluentValidation;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Contracts;
using FluxKart.Api.Validation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Controllers;

/// <summary>
/// Calls <see cref="IdentifyController"/> for plain requests: a small, valid JSON body, and nothing that needs more of MVC. Its model
/// binding, filters and result executors took more CPU time than our own code; see docs/architecture.md. Every other request goes to MVC as
/// it came, with its body unread. So MVC alone decides what is accepted, and writes all errors.
/// </summary>
internal sealed class PlainIdentifyRequests(
    IIdentificationService identification,
    IMapper mapper,
    IValidator<IdentifyRequest> validator,
    IOptions<JsonOptions> json)
{
    private const string JsonInUtf8 = $"{MediaTypeNames.Application.Json}; charset=utf-8";

    // A request with two identifiers of the greatest length is far smaller.
    private const int MaxBodyBytes = 4096;

    private readonly JsonSerializerOptions options = json.Value.JsonSerializerOptions;

    // It has no state.
    private readonly IdentifyController controller = new(identification, mapper);

    /// <summary>Returns a handler for all requests, which passes on to MVC those that are not plain.</summary>
    public RequestDelegate InFrontOf(RequestDelegate mvc) => http => IsPlain(http.Request) ? HandleAsync(http, mvc) : mvc(http);

    private static bool IsPlain(HttpRequest request) =>
        request.ContentLength is > 0 and <= MaxBodyBytes
        && !request.QueryString.HasValue
        && request.Headers.ContentEncoding.Count == 0
        && request.Headers.ContentType is [{ } contentType] && IsJsonInUtf8(contentType);

    private static bool IsJsonInUtf8(string contentType) =>
        contentType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        || contentType.Equals(JsonInUtf8, StringComparison.OrdinalIgnoreCase);

    private async Task HandleAsync(HttpContext http, RequestDelegate mvc)
    {
        var body = http.Request.BodyReader;
        var read = await body.ReadAtLeastAsync((int)http.Request.ContentLength!.Value, http.RequestAborted);
        if (!TryRead(read.Buffer, out var request) || !IsValid(request, out var validation))
        {
            body.AdvanceTo(consumed: read.Buffer.Start);
            await mvc(http);
            return;
        }

        body.AdvanceTo(consumed: read.Buffer.End);
        IgnoredValue.Report(validation, http);
        var action = await controller.Identify(request, dryRun: false, http.RequestAborted);
        if (action.Value is { } response)
            await WriteAsync(http.Response, response);
        else
            http.Response.StatusCode = ((IStatusCodeActionResult)action.Result!).StatusCode!.Value;
    }

    private bool TryRead(ReadOnlySequence<byte> body, [NotNullWhen(true)] out IdentifyRequest? request)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = options.MaxDepth });
        try
        {
            request = JsonSerializer.Deserialize<IdentifyRequest>(ref reader, options);
            // Throws if anything follows.
            return !reader.Read() && request is not null;
        }
        catch (JsonException)
        {
            request = null;
            return false;
        }
    }

    private bool IsValid(IdentifyRequest request, out ValidationContext<IdentifyRequest> validation)
    {
        validation = new ValidationContext<IdentifyRequest>(request);
        return validator.Validate(validation).IsValid;
    }

    // With its length, so that it is not sent in chunks.
    private async Task WriteAsync(HttpResponse response, IdentifyResponse value)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, options);
        response.ContentType = JsonInUtf8;
        response.ContentLength = bytes.Length;
        await response.BodyWriter.WriteAsync(bytes);
    }
}
