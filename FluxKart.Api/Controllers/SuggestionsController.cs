using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.Suggestions;
using FluxKart.Api.Contracts.Suggestions;
using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Controllers;

[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Customers")]
public sealed class SuggestionsController(ISuggestionService suggestions, IMapper mapper) : ControllerBase
{
    /// <summary>Suggests which identifiers probably belong to several people.</summary>
    /// <remarks>
    /// Nothing is changed: a person decides. It also lists the largest customers, and the identifiers with the most counterparts, which may
    /// do damage later.
    /// </remarks>
    [HttpGet("/suggestions", Name = "getSuggestions")]
    [ProducesResponseType<SuggestionsResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The suggestions, worst first.")]
    public async Task<SuggestionsResponse> Get([FromQuery(Name = "")] SuggestionsQuery query, CancellationToken cancellationToken) =>
        mapper.Map<SuggestionsResponse>(await suggestions.ReadAsync(query.Limit, notBefore: null, cancellationToken));
}
