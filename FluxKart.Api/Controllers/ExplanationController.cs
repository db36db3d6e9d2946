using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.Customers;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Keys;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using static FluxKart.Api.Controllers.ContactRoutes;

namespace FluxKart.Api.Controllers;

/// <summary>Why contacts are one customer, and what would have to change for them not to be.</summary>
[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Customers")]
public sealed class ExplanationController(ICustomerQueries customers, IMapper mapper) : ControllerBase
{
    /// <summary>Explains why the contacts of a customer belong together.</summary>
    /// <remarks>
    /// The links form a tree that connects all contacts. With `to`, only the shortest chain between the two contacts is returned.
    /// </remarks>
    [HttpGet($"{OfContact}/explanation", Name = "explainContact")]
    [ProducesResponseType<ExplanationResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The contacts and the links between them.")]
    public async Task<ActionResult<ExplanationResponse>> Explain(
        [Description(AboutId)] long id,
        [FromQuery, Description("The id of another contact of the customer: return only the shortest chain between the two.")] long? to,
        CancellationToken cancellationToken)
    {
        var finding = await customers.FindAsync(id, cancellationToken);
        if (finding.Customer is not { } customer)
            return NotFound(id, finding);
        var graph = (await customers.ExplainAsync(customer, cancellationToken)).Graph;
        if (to is null)
        {
            return new ExplanationResponse(
                mapper.Map<List<RecordResponse>>(customer.Contacts.Order(Contact.OldestFirst)),
                mapper.Map<List<LinkResponse>>(graph.SpanningTree));
        }

        return graph.FindChain(id, to.Value) is { } chain
            ? new ExplanationResponse(mapper.Map<List<RecordResponse>>(chain.Contacts), mapper.Map<List<LinkResponse>>(chain.Links))
            : NotOneCustomer(id, to.Value);
    }

    /// <summary>Finds the fewest identifiers that would have to stop linking for two contacts of a customer to part.</summary>
    /// <remarks>
    /// It also returns what the customer would fall apart into. To part the two for ever, split the customer. Marking the identifiers as
    /// shared with `takeApart` parts them until another value joins them.
    /// </remarks>
    [HttpGet($"{OfContact}/separation", Name = "findSeparation")]
    [ProducesResponseType<SeparationResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The identifiers, and the parts without them.")]
    [ProducesResponseType(
        StatusCodes.Status409Conflict,
        Description = "No identifier parts the two: they were linked by hand, or before events were kept. `links` has the links.")]
    public async Task<ActionResult<SeparationResponse>> Separate(
        [Description(AboutId)] long id,
        [FromQuery, Description("The id of another contact of the customer."), Required] long? to,
        CancellationToken cancellationToken)
    {
        if (to is null || to == id)
        {
            ModelState.AddModelError(nameof(to), "Send the id of another contact of the customer.");
            return InvalidRequest.ToResult(ControllerContext);
        }

        var finding = await customers.FindAsync(id, cancellationToken);
        if (finding.Customer is not { } customer)
            return NotFound(id, finding);
        var graph = (await customers.ExplainAsync(customer, cancellationToken)).Graph;
        return graph.FindCut(id, to.Value) switch
        {
            null => NotOneCustomer(id, to.Value),
            { LastingLinks: [_, ..] links } => HeldByLastingLinks(id, to.Value, links),
            var cut => mapper.Map<SeparationResponse>(cut),
        };
    }

    private ObjectResult NotFound(long id, CustomerFinding finding) =>
        finding.IsErased ? ContactProblem.Gone(HttpContext, id) : ContactProblem.NotFound(HttpContext, id);

    private ObjectResult HeldByLastingLinks(long id, long otherId, IReadOnlyList<Link> links) => ProblemResult.Create(
        HttpContext,
        StatusCodes.Status409Conflict,
        $"No identifier parts contacts {id} and {otherId}: they were linked by hand, or before events were kept. "
        + "To part them, split the customer.",
        ("links", mapper.Map<List<LinkResponse>>(links)));

    private ObjectResult NotOneCustomer(long id, long otherId) =>
        ProblemResult.Create(HttpContext, StatusCodes.Status404NotFound, $"Contacts {id} and {otherId} are not one customer.");
}
