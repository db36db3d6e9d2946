using System.ComponentModel;
using System.Diagnostics;
using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.Customers;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Keys;
using FluxKart.Domain.Customers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using static FluxKart.Api.Controllers.ContactRoutes;

namespace FluxKart.Api.Controllers;

/// <summary>Changes by hand: what a person knows better than the rule.</summary>
/// <remarks>Source: HTTP contract, section 5.</remarks>
[ApiController]
[Authorize(Policy = Scopes.Admin)]
[Tags("Customers")]
public sealed class CustomerChangesController(ICustomerChanges changes, IMapper mapper) : ControllerBase
{
    private const string AboutDryRun = "Whether to return what would happen, and to write nothing.";
    private const string AboutConflict = "A contact belongs to another customer; `detail` names the contact.";

    /// <summary>Makes some contacts of a customer a customer of their own.</summary>
    /// <remarks>
    /// Unless `keepApart` is false, no order ever joins the two customers again, and the identifiers that both hold become shared. If the
    /// primary contact is among those sent, the oldest of the others becomes primary. Sending the same request again changes nothing.
    /// </remarks>
    [HttpPost($"{OfContact}/split", Name = "splitContact")]
    [ProducesResponseType<SplitResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The two customers.")]
    [ProducesResponseType(StatusCodes.Status409Conflict, Description = AboutConflict)]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed, Description = Precondition.AboutFailure)]
    public async Task<ActionResult<SplitResponse>> Split(
        [Description(AboutId)] long id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] SplitRequest request,
        [FromQuery, Description(AboutDryRun), DefaultValue(false)] bool dryRun,
        [FromHeader(Name = Precondition.IfMatch), Description(Precondition.AboutIfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var change = new ChangeRequest(id, request.AcceptedReason, dryRun, Precondition.Read(ifMatch));
        var split = await changes.SplitAsync(change, request.AcceptedIds, request.KeepApart.Value ?? true, cancellationToken);
        return Respond<SplitResponse>(
            split,
            change,
            parts => new SplitResponse(mapper.Map<ContactResponse>(parts[0]), mapper.Map<ContactResponse>(parts[1])));
    }

    /// <summary>Makes two customers one.</summary>
    /// <remarks>
    /// The oldest primary contact stays primary. If the two were kept apart, they no longer are. If they are one customer already, nothing
    /// changes.
    /// </remarks>
    [HttpPost($"{OfContact}/merge", Name = "mergeContact")]
    [ProducesResponseType<IdentifyResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "The one customer.")]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed, Description = Precondition.AboutFailure)]
    public async Task<ActionResult<IdentifyResponse>> Merge(
        [Description(AboutId)] long id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] MergeRequest request,
        [FromQuery, Description(AboutDryRun), DefaultValue(false)] bool dryRun,
        [FromHeader(Name = Precondition.IfMatch), Description(Precondition.AboutIfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var change = new ChangeRequest(id, request.AcceptedReason, dryRun, Precondition.Read(ifMatch));
        var merge = await changes.MergeAsync(change, request.ContactId.Value!.Value, cancellationToken);
        return Respond<IdentifyResponse>(merge, change, merged => mapper.Map<CustomerSnapshot, IdentifyResponse>(merged[0]));
    }

    /// <summary>Removes contacts that should never have been, such as a mistyped number.</summary>
    /// <remarks>
    /// Their email addresses and phone numbers are erased, and their ids get 410 from then on. The rest becomes what it would be if they
    /// had never come: one customer or several.
    /// </remarks>
    [HttpPost($"{OfContact}/remove", Name = "removeContacts")]
    [ProducesResponseType<RemoveResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "What is left of the customer.")]
    [ProducesResponseType(StatusCodes.Status409Conflict, Description = AboutConflict)]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed, Description = Precondition.AboutFailure)]
    public async Task<ActionResult<RemoveResponse>> Remove(
        [Description(AboutId)] long id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RemoveRequest request,
        [FromQuery, Description(AboutDryRun), DefaultValue(false)] bool dryRun,
        [FromHeader(Name = Precondition.IfMatch), Description(Precondition.AboutIfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var change = new ChangeRequest(id, request.AcceptedReason, dryRun, Precondition.Read(ifMatch));
        var removal = await changes.RemoveAsync(change, request.AcceptedIds, cancellationToken);
        return Respond<RemoveResponse>(removal, change, left => new RemoveResponse(mapper.Map<List<ContactResponse>>(left)));
    }

    /// <summary>Erases a customer for ever.</summary>
    /// <remarks>
    /// The email addresses and phone numbers of all its contacts are cleared (GDPR, article 17). Its ids get 410 from then on. A later
    /// order with the same values is a new customer.
    /// </remarks>
    [HttpDelete(OfContact, Name = "eraseContact")]
    [ProducesResponseType(StatusCodes.Status204NoContent, Description = "The customer has been erased.")]
    [ProducesResponseType<IdentifyResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "With `dryRun`: the customer that would go.")]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed, Description = Precondition.AboutFailure)]
    public async Task<ActionResult<IdentifyResponse>> Erase(
        [Description(AboutId)] long id,
        [FromQuery(Name = "")] EraseQuery query,
        [FromHeader(Name = Precondition.IfMatch), Description(Precondition.AboutIfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var change = new ChangeRequest(id, query.AcceptedReason, query.DryRun, Precondition.Read(ifMatch));
        var erasure = await changes.EraseAsync(change, cancellationToken);
        return Respond<IdentifyResponse>(
            erasure, change, erased => query.DryRun ? mapper.Map<CustomerSnapshot, IdentifyResponse>(erased[0]) : NoContent());
    }

    private ActionResult<TResponse> Respond<TResponse>(
        CustomerChange change, ChangeRequest request, Func<IReadOnlyList<CustomerSnapshot>, ActionResult<TResponse>> respond)
    {
        switch (change.Outcome)
        {
            case ChangeOutcome.Done:
                if (request.IsDryRun)
                    Response.SetETag(change.Customers);
                return respond(change.Customers);
            case ChangeOutcome.NotFound:
                return ContactProblem.NotFound(HttpContext, change.ContactId);
            case ChangeOutcome.Gone:
                return ContactProblem.Gone(HttpContext, change.ContactId);
            case ChangeOutcome.NotOfCustomer:
                return ProblemResult.Create(
                    HttpContext,
                    StatusCodes.Status409Conflict,
                    $"Contact {change.ContactId} does not belong to the customer of contact {request.ContactId}. "
                    + $"Send only contacts that GET /contacts/{request.ContactId}/records lists.");
            case ChangeOutcome.WholeCustomer:
                return WholeCustomer();
            default:
                throw new UnreachableException();
        }
    }

    private BadRequestObjectResult WholeCustomer()
    {
        ModelState.AddModelError(
            nameof(ContactIdsRequest.ContactIds), "These are all contacts of the customer. Leave out at least one of them.");
        return InvalidRequest.ToResult(ControllerContext);
    }
}
