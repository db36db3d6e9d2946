using System.Net.Mime;
using FluxKart.Api.Pages;
using FluxKart.Api.Security.Browser;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

/// <summary>Serves the page of the console and its files. They need no key: whatever they show comes from the API.</summary>
[ApiController]
[AllowAnonymous]
[ApiExplorerSettings(IgnoreApi = true)]
[ServesPage(HasOnlyFiles = true)]
public sealed class ConsoleController : ControllerBase
{
    private const string Path = "/console";
    private const string UntilItChanges = "public, max-age=31536000, immutable";

    [HttpGet(Path)]
    [HttpHead(Path)]
    public IActionResult Get([FromServices] ConsoleFiles files)
    {
        // The page's addresses are relative to its folder, which a slash at the end would change.
        if (Request.Path.Value!.EndsWith('/'))
            return Redirect("../console");
        Response.Headers.CacheControl = "no-cache";
        return Send(files.Page, MediaTypeNames.Text.Html + "; charset=utf-8");
    }

    [HttpGet(Path + "/{version}/{**name}")]
    [HttpHead(Path + "/{version}/{**name}")]
    public IActionResult GetFile(string version, string name, [FromServices] ConsoleFiles files)
    {
        if (version != files.Version || files.Find(name) is not { } file)
            return NotFound();
        Response.Headers.CacheControl = UntilItChanges;
        return Send(file, file.MediaType);
    }

    private FileContentResult Send(ConsoleFile file, string mediaType)
    {
        Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var isCompressed = Request.GetTypedHeaders().AcceptEncoding.Any(accepted =>
            accepted.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && accepted.Quality is null or > 0);
        if (isCompressed)
            Response.Headers.ContentEncoding = "gzip";
        return new FileContentResult(isCompressed ? file.Compressed : file.Content, mediaType)
        {
            EntityTag = new EntityTagHeaderValue($"\"{file.Hash}{(isCompressed ? "-gzip" : "")}\""),
        };
    }
}
