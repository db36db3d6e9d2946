using System.ComponentModel;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using AutoMapper;
using FluxKart.Api.Application.Suggestions;
using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Sampling;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Contracts.Importing;
using FluxKart.Api.Contracts.Suggestions;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Keys;
using FluxKart.Domain.Importing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

/// <summary>Files of customers that are imported in the background.</summary>
/// <remarks>Source: HTTP contract, section 7.</remarks>
[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Imports")]
public sealed class ImportsController(
    IImportDirectory imports, IImportJobs jobs, ISuggestionService suggestions, IMapper mapper, IHostApplicationLifetime lifetime)
    : ControllerBase
{
    private const string Path = "/imports";
    private const string OfImport = $"{Path}/{{{ContactRoutes.Id}}}";
    private const string AboutId = "The id of the import.";
    private const string AboutUnknown = "There is no such import.";
    private const int SuggestionLimit = 10;
    private const int PreviewedRows = 20;

    /// <summary>How often a stream shows that it is still there, so that no proxy closes it.</summary>
    /// <remarks>Source: HTTP contract, section 6.</remarks>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private static readonly ReadOnlyMemory<byte> Comment = ": \n\n"u8.ToArray();

    /// <summary>Imports a file of customers in the background.</summary>
    /// <remarks>
    /// The file is CSV with a header, or a JSON object on each line, and may be compressed with gzip. The response comes when the file has
    /// been received. Imports run one after the other. Sending the same file again adds nothing.
    /// </remarks>
    [HttpPost(Path, Name = "startImport")]
    [Authorize(Policy = Scopes.Admin)]
    [ReceivesFile]
    [ProducesResponseType<ImportResponse>(
        StatusCodes.Status202Accepted, MediaTypeNames.Application.Json, Description = "The file has been received.")]
    [ProducesResponseType(
        StatusCodes.Status413PayloadTooLarge, Description = "The file is larger than the setting `Import:MaxBytes` allows.")]
    [ProducesResponseType(
        StatusCodes.Status415UnsupportedMediaType,
        Description = "The content type is not text/csv or application/x-ndjson, or the content coding is not gzip.")]
    [ProducesResponseType(
        StatusCodes.Status507InsufficientStorage, Description = "The service cannot store the file, such as on a full disk.")]
    public async Task<ActionResult<ImportResponse>> Start([FromQuery(Name = "")] ImportQuery query, CancellationToken cancellationToken)
    {
        if (!TryReadOptions(query, out var reading))
            return InvalidRequest.ToResult(ControllerContext);
        var mediaType = MediaTypeHeaderValue.Parse(Request.ContentType).MediaType;
        var format = mediaType.Equals(ReceivesFileAttribute.Ndjson, StringComparison.OrdinalIgnoreCase)
            ? ImportFormat.Ndjson
            : ImportFormat.Csv;
        if (await jobs.AcceptAsync(new SentFile(Request.Body, format, reading, query.DryRun), cancellationToken) is { } import)
            return Accepted($"{Request.PathBase}{Path}/{import.Id}", mapper.Map<ImportResponse>(import));
        return ProblemResult.Create(
            HttpContext,
            StatusCodes.Status507InsufficientStorage,
            "The service cannot store the file. The log says why; its disk may be full. Nothing of the file is kept.");
    }

    /// <summary>Shows how the beginning of a file would be imported.</summary>
    /// <remarks>
    /// The body is the file, or its beginning, with the same query as POST /imports. It returns what is detected about the file, and its
    /// first 20 rows as they would be read. Nothing is stored.
    /// </remarks>
    [HttpPost($"{Path}/preview", Name = "previewImport")]
    [Authorize(Policy = Scopes.Admin)]
    [ReceivesFile]
    [ProducesResponseType<ImportPreviewResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "How the beginning of the file would be read.")]
    [ProducesResponseType(
        StatusCodes.Status415UnsupportedMediaType,
        Description = "The content type is not text/csv or application/x-ndjson, or the content coding is not gzip.")]
    public async Task<ActionResult<ImportPreviewResponse>> Preview(
        [FromQuery(Name = "")] ImportQuery query, [FromServices] IFileSamples samples, CancellationToken cancellationToken)
    {
        if (!TryReadOptions(query, out var reading))
            return InvalidRequest.ToResult(ControllerContext);
        var result = await samples.ReadAsync(Request.Body, reading, PreviewedRows, cancellationToken);
        return result.Fault is { } fault
            ? ProblemResult.Create(HttpContext, StatusCodes.Status400BadRequest, fault)
            : mapper.Map<ImportPreviewResponse>(result.Sample);
    }

    /// <summary>Lists the imports, the newest first.</summary>
    [HttpGet(Path, Name = "listImports")]
    [ProducesResponseType<ImportsResponse>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "A page of imports.")]
    public async Task<ImportsResponse> List([FromQuery(Name = "")] ImportsQuery query, CancellationToken cancellationToken)
    {
        var page = await imports.ListAsync(query.AfterId, query.Limit + 1, cancellationToken);
        var shown = page.Take(query.Limit).ToList();
        return new ImportsResponse(
            mapper.Map<List<ImportResponse>>(shown),
            page.Count > shown.Count ? Cursor.Encode(Cursor.List.Imports, shown[^1].Id) : null);
    }

    /// <summary>Shows how far an import is, and what has become of its rows.</summary>
    /// <remarks>
    /// With `Accept: text/event-stream` it comes as server-sent events: one now, one after each change, and none after the import has
    /// ended. The `data` of each is the same JSON.
    /// </remarks>
    [HttpGet(OfImport, Name = "getImport")]
    [ProducesResponseType<ImportResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Text.EventStream, Description = "The import.")]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = AboutUnknown)]
    public async Task<IActionResult> Get([Description(AboutId)] long id, CancellationToken cancellationToken)
    {
        // A cache, or a proxy that treats both as one, would return one for the other.
        Response.Headers.Vary = HeaderNames.Accept;
        if (await imports.FindAsync(id, cancellationToken) is not { } import)
            return Unknown();
        if (!AcceptHeader.Prefers(Request, MediaTypeNames.Text.EventStream, otherwise: MediaTypeNames.Application.Json))
            return Ok(await DescribeAsync(import, cancellationToken));
        await TypedResults.ServerSentEvents(StreamAsync(id, cancellationToken)).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    /// <summary>Returns the rows that were refused or taken in part, as CSV that can be fixed and imported.</summary>
    /// <remarks>
    /// They have their own columns, and `line` and `error`. Rows that were taken in part may be imported again too. While the import runs,
    /// the rows so far are returned.
    /// </remarks>
    [HttpGet($"{OfImport}/errors", Name = "getImportErrors")]
    [Authorize(Policy = Scopes.Admin)]
    [ProducesResponseType<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv, Description = "The rows with errors.")]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = AboutUnknown)]
    [ProducesResponseType(StatusCodes.Status409Conflict, Description = "The rows are on another replica; `detail` names it.")]
    [ProducesResponseType(StatusCodes.Status410Gone, Description = "The rows are no longer kept.")]
    public async Task<IActionResult> GetErrors([Description(AboutId)] long id, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(id, cancellationToken) is not { } import)
            return Unknown();
        return jobs.OpenErrors(import) switch
        {
            { Content: { } content } => File(content, $"{MediaTypeNames.Text.Csv}; charset=utf-8", $"import-{id}-errors.csv"),
            { IsRemoved: true } => ProblemResult.Create(
                HttpContext, StatusCodes.Status410Gone, $"The rows with errors of import {id} are no longer kept."),
            _ => ProblemResult.Create(
                HttpContext,
                StatusCodes.Status409Conflict,
                $"The rows with errors are on the replica {import.Replica}. Ask that one, or set Import:Folder to a folder that "
                + "all replicas share."),
        };
    }

    /// <summary>Cancels an import that runs or waits.</summary>
    /// <remarks>The rows that are already imported stay. An import that has ended stays as it is.</remarks>
    [HttpDelete(OfImport, Name = "cancelImport")]
    [Authorize(Policy = Scopes.Admin)]
    [ProducesResponseType(StatusCodes.Status204NoContent, Description = "The import has ended, or ends with the rows in flight.")]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = AboutUnknown)]
    public async Task<IActionResult> Cancel([Description(AboutId)] long id, CancellationToken cancellationToken) =>
        await imports.CancelAsync(id, cancellationToken) ? NoContent() : Unknown();

    private bool TryReadOptions(ImportQuery query, out ReadingOptions reading)
    {
        RequireKnownParameters();
        return TryAddCharset(query, MediaTypeHeaderValue.Parse(Request.ContentType), out reading) && ModelState.IsValid;
    }

    // Elsewhere an unknown parameter does no harm. Here a misspelt dryRun would import the file.
    private void RequireKnownParameters()
    {
        if (Request.Query.Keys.Except(ImportQuery.Names, StringComparer.OrdinalIgnoreCase).Any())
        {
            ModelState.AddModelError(
                InvalidRequest.WholeQuery, $"Correct the unknown parameter. The parameters are {string.Join(", ", ImportQuery.Names)}.");
        }
    }

    private bool TryAddCharset(ImportQuery query, MediaTypeHeaderValue contentType, out ReadingOptions reading)
    {
        reading = query.Reading;
        if (!string.IsNullOrWhiteSpace(query.Encoding) || !contentType.Charset.HasValue)
            return true;
        var texts = new ReadingOptionTexts { Encoding = HeaderUtilities.RemoveQuotes(contentType.Charset).ToString() };
        if (ReadingOptions.Parse(texts, out var errors) is { } ofCharset)
        {
            reading = reading with { Encoding = ofCharset.Encoding };
            return true;
        }

        foreach (var (field, error) in errors)
            ModelState.AddModelError(field, error);
        return false;
    }

    private async IAsyncEnumerable<SseItem<ImportResponse>> StreamAsync(
        long id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The import may run for hours, and would keep the service from stopping.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await foreach (var import in jobs.FollowAsync(id, LongestSilence, end.Token))
        {
            if (import is null)
                await Response.Body.WriteAsync(Comment, cancellationToken);
            else
                yield return new SseItem<ImportResponse>(await DescribeAsync(import, cancellationToken), "import");
        }
    }

    private async Task<ImportResponse> DescribeAsync(Import import, CancellationToken cancellationToken)
    {
        var response = mapper.Map<ImportResponse>(import);
        if (import.State != ImportState.Done)
            return response;
        var report = await suggestions.ReadAsync(SuggestionLimit, notBefore: import.EndedAt, cancellationToken);
        return response with
        {
            LargestCustomers = mapper.Map<List<CustomerSizeResponse>>(report.LargestCustomers),
            HottestIdentifiers = mapper.Map<List<IdentifierUseResponse>>(report.HottestIdentifiers),
        };
    }

    private ObjectResult Unknown() =>
        ProblemResult.Create(HttpContext, StatusCodes.Status404NotFound, $"{AboutUnknown} GET {Path} lists the imports.");
}
