using System.ComponentModel;
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
public sealed class IdentifyController(IIdentificationService identification, IMapper mapper) : ControllerBase
{
    /// <summary>Identifies the customer of an order.</summary>
    /// <remarks>
    /// Finds or creates the contact, links contacts that share an email address or a phone number, keeps the oldest as primary,
    /// and returns the whole customer. Sending the same request again changes nothing.
    /// </remarks>
    [HttpPost("/identify", Name = "identify")]
    [Tags("Identify")]
    [CountsRefusals]
    [ShedsLoad]
    [ProducesResponseType<IdentifyResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The whole customer. Unless it is a dry run, all changes are committed.")]
    public async Task<ActionResult<IdentifyResponse>> Identify(
        // Allowed here and refused by RequestValidationFilter: a request without a body has no content type to be refused by.
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] IdentifyRequest request,
        [FromQuery, DefaultValue(false)]
        [Description("Whether to return what would happen, and to write nothing. A contact that would be created has the id 0.")]
        bool dryRun,
        CancellationToken cancellationToken)
    {
        var result = dryRun
            ? await identification.PreviewAsync(request.Details, cancellationToken)
            : await identification.IdentifyAsync(request.Details, cancellationToken);
        return result is IdentifiedCustomer identified
            ? mapper.Map<CustomerSnapshot, IdentifyResponse>(identified.Customer)
            : StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
