using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Endpoints of a kind that the service does not have yet: one with parameters, and one with another type of body.</summary>
[ApiController]
public sealed class ParametersController : ControllerBase
{
    /// <summary>Returns the values of the parameters.</summary>
    [HttpGet("/parameters/{id}")]
    public ActionResult<string> Get(long id, [FromQuery] int limit, [FromQuery] bool? dryRun, [FromQuery(Name = "after")] long? cursor) =>
        Content($"{id} {limit} {dryRun} {cursor}");

    /// <summary>Returns how many parts were sent.</summary>
    [HttpPost("/parameters")]
    public ActionResult<int> Post(PartsRequest request) => Ok(request.Parts.Count);

    [RequestExample("""{"parts": [5, 7]}""")]
    public sealed record PartsRequest(IReadOnlyList<long> Parts);
}
