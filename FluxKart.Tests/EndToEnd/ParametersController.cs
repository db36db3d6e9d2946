using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Tests.EndToEnd;

/// <summary>An endpoint that the service does not have: with parameters beside a body, and a body of another type.</summary>
[ApiController]
public sealed class ParametersController : ControllerBase
{
    /// <summary>Returns what was sent.</summary>
    [HttpGet("/parameters/{id}")]
    public ActionResult<string> Get(long id, [FromQuery] int limit, [FromQuery] bool? dryRun, [FromQuery(Name = "after")] long? cursor) =>
        Content($"{id} {limit} {dryRun} {cursor}");

    /// <summary>Returns how many parts were sent.</summary>
    [HttpPost("/parameters")]
    public ActionResult<int> Post(PartsRequest request) => Ok(request.Parts.Count);

    [RequestExample("""{"parts": [5, 7]}""")]
    public sealed record PartsRequest(IReadOnlyList<long> Parts);
}
