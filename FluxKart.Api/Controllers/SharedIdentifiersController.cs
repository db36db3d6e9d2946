using System.ComponentModel;
using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.SharedIdentifiers;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Contracts.SharedIdentifiers;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Controllers;

/// <summary>Identifiers that several people use, and that therefore never link.</summary>
/// <remarks>Source: HTTP contract, section 5.</remarks>
[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Shared identifiers")]
public sealed class SharedIdentifiersController(ISharedIdentifierService sharedIdentifiers, IMapper mapper) : ControllerBase
{
    private const string Path = "/shared-identifiers";

    /// <summary>Lists the shared identifiers, in order of id.</summary>
    /// <remarks>Those that the settings name, and those that are built in, are not listed.</remarks>
    [HttpGet(Path, Name = "listSharedIdentifiers")]
    [ProducesResponseType<SharedIdentifiersResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "A page of shared identifiers.")]
    public async Task<SharedIdentifiersResponse> List(
        [FromQuery(Name = "")] SharedIdentifiersQuery query, CancellationToken cancellationToken)
    {
        var page = await sharedIdentifiers.ListAsync(query.AfterId ?? 0, query.Limit, cancellationToken);
        return new SharedIdentifiersResponse(
            mapper.Map<List<SharedIdentifierResponse>>(page.Marks),
            page.Next is { } last ? Cursor.Encode(Cursor.List.SharedIdentifiers, last) : null);
    }

    /// <summary>Marks an identifier as shared by several people, so that it links nothing from now on.</summary>
    /// <remarks>
    /// What is linked already stays linked, unless `takeApart` is true. Then every customer that holds the identifier falls apart into what
    /// stays connected without it. The parts are not kept apart: another value may join them later. Sending the same request again changes
    /// nothing.
    /// </remarks>
    [HttpPost(Path, Name = "markSharedIdentifier")]
    [Authorize(Policy = Scopes.Admin)]
    [ProducesResponseType<MarkingResponse>(
        StatusCodes.Status201Created, MediaTypeNames.Application.Json, Description = "The identifier is now shared.")]
    [ProducesResponseType<MarkingResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "It was shared before, or this is a dry run.")]
    [ProducesResponseType(StatusCodes.Status412PreconditionFailed, Description = Precondition.AboutFailure)]
    public async Task<ActionResult<MarkingResponse>> Mark(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] SharedIdentifierRequest request,
        [FromQuery, Description("Whether to return what would happen, and to write nothing."), DefaultValue(false)] bool dryRun,
        [FromHeader(Name = Precondition.IfMatch), Description(Precondition.AboutIfMatch)] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var mark = new MarkRequest(
            request.Identifier, request.AcceptedReason, request.TakeApart.Value ?? false, dryRun, Precondition.Read(ifMatch));
        var marking = await sharedIdentifiers.MarkAsync(mark, cancellationToken);
        if (dryRun)
            Response.SetETag(marking.Customers);
        var response = new MarkingResponse(
            mapper.Map<SharedIdentifierResponse>(marking.Mark), mapper.Map<List<ContactResponse>>(marking.Customers));
        return marking.IsNew && !dryRun ? Created($"{Request.PathBase}{Path}/{marking.Mark.Id}", response) : response;
    }

    /// <summary>Deletes the mark of a shared identifier, so that it links again.</summary>
    /// <remarks>Nothing is merged until the next request that brings the identifier.</remarks>
    [HttpDelete($"{Path}/{{{ContactRoutes.Id}}}", Name = "unmarkSharedIdentifier")]
    [Authorize(Policy = Scopes.Admin)]
    [ProducesResponseType(StatusCodes.Status204NoContent, Description = "The mark has been deleted.")]
    [ProducesResponseType<SharedIdentifierResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "With `dryRun`: the mark that would go.")]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = "There is no such shared identifier.")]
    public async Task<ActionResult<SharedIdentifierResponse>> Unmark(
        [Description("The id of the shared identifier.")] long id,
        [FromQuery, Description("Whether to return what would go, and to delete nothing."), DefaultValue(false)] bool dryRun,
        CancellationToken cancellationToken)
    {
        if (await sharedIdentifiers.UnmarkAsync(id, dryRun, cancellationToken) is not { } mark)
            return ProblemResult.Create(HttpContext, StatusCodes.Status404NotFound, $"There is no shared identifier {id}.");
        return dryRun ? mapper.Map<SharedIdentifierResponse>(mark) : NoContent();
    }
}
