using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Contracts;
using FluxKart.Api.Operations.Telemetry;
using FluxKart.Api.Security.Keys;
using FluxKart.Api.Security.Limits;
using FluxKart.Domain.Customers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Controllers;

[ApiController]
[Authorize(Policy = Scopes.Identify)]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized, MediaTypeNames.Application.ProblemJson, Description = "The API key is missing or unknown.")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status403Forbidden, MediaTypeNames.Application.ProblemJson, Description = "The API key has not the scope that this needs.")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests, MediaTypeNames.Application.ProblemJson, Description = "More requests than the client may send; repeat it after Retry-After seconds.")]
public sealed class IdentifyController(IIdentificationService identification, IMapper mapper) : ControllerBase
{
    /// <summary>Identifies the customer of an order.</summary>
    /// <remarks>
    /// Finds or creates the contact, links contacts that share an email address or a phone number, keeps the oldest as primary, and
    /// answers with the whole customer. Sending the same request again changes nothing.
    /// </remarks>
    [HttpPost("/identify")]
    [CountsRefusals]
    [ShedsLoad]
    [ProducesResponseType<IdentifyResponse>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The customer, committed.")]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest, MediaTypeNames.Application.ProblemJson, Description = "The body is no JSON object, or a value is none of its kind; errors tells by field how to mend it.")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status413PayloadTooLarge, MediaTypeNames.Application.ProblemJson, Description = "The body is over 32 KiB.")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status415UnsupportedMediaType, MediaTypeNames.Application.ProblemJson, Description = "The body is not application/json.")]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, MediaTypeNames.Application.ProblemJson, Description = "The database cannot be reached or stayed busy, or more requests come than can be answered; repeat the same request after Retry-After seconds.")]
    public async Task<ActionResult<IdentifyResponse>> Identify(
        // Allowed here and refused by RequestValidationFilter: without a body there is no content type to be refused by.
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] IdentifyRequest request,
        CancellationToken cancellationToken) =>
        await identification.IdentifyAsync(request.Details, cancellationToken) is IdentifiedCustomer identified
            ? mapper.Map<CustomerSnapshot, IdentifyResponse>(identified.Customer)
            : StatusCode(StatusCodes.Status503ServiceUnavailable);
}
