using System.ComponentModel;
using System.Net.Mime;
using FluxKart.Api.Application.Transfer;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

[ApiController]
[Authorize(Policy = Scopes.Admin)]
[Tags("Bulk")]
public sealed class ExportController(IExportService export) : ControllerBase
{
    private const string Ndjson = "application/x-ndjson";

    /// <summary>Returns all contacts, as CSV or as a JSON object on each line.</summary>
    /// <remarks>
    /// The contacts come in order of customer, the primary first. With `Accept: application/x-ndjson` each line is a JSON object, whose
    /// properties are the columns of the CSV. The response is streamed. If the connection ends early, it is incomplete.
    /// </remarks>
    [HttpGet("/export", Name = "exportContacts")]
    [TypeFilter<AbortedResponseFilter>]
    [ProducesResponseType<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv, Ndjson, Description = "All contacts.")]
    public async Task<IActionResult> Export(
        [FromQuery, DefaultValue(false)]
        [Description("For CSV only: whether a cell that a spreadsheet would take for a formula gets an apostrophe in front.")]
        bool forSpreadsheets,
        CancellationToken cancellationToken)
    {
        Response.Headers.Vary = HeaderNames.Accept;
        var isNdjson = AcceptHeader.Prefers(Request, Ndjson, otherwise: MediaTypeNames.Text.Csv);
        if (isNdjson && forSpreadsheets)
        {
            ModelState.AddModelError(nameof(forSpreadsheets), "Leave this out, or accept text/csv: it is for CSV only.");
            return InvalidRequest.ToResult(ControllerContext);
        }

        Response.ContentType = isNdjson ? Ndjson : $"{MediaTypeNames.Text.Csv}; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=contacts.{(isNdjson ? "ndjson" : "csv")}";
        await export.WriteAsync(
            isNdjson ? new NdjsonFormat() : new CsvFormat(forSpreadsheets), Response.BodyWriter, cancellationToken);
        return new EmptyResult();
    }
}
