using System.ComponentModel;
using System.Net.Mime;
using AutoMapper;
using FluxKart.Api.Application.Webhooks;
using FluxKart.Api.Contracts.Webhooks;
using FluxKart.Api.Errors;
using FluxKart.Api.Security.Browser;
using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Controllers;

/// <summary>What is sent to the receivers of events, and where it is stuck.</summary>
/// <remarks>Source: HTTP contract, section 6.</remarks>
[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Webhooks")]
public sealed class WebhooksController(IWebhookService webhooks, IMapper mapper) : ControllerBase
{
    private const string Path = "/webhooks";
    private const string OfWebhook = Path + "/{name}";
    private const string AboutName = "The name of the webhook in the settings, in any case.";
    private const string AboutSuccess = "The webhook after the change.";
    private const string AboutUnknown = "There is no webhook with this name.";

    /// <summary>Lists the webhooks, and how far the events have been delivered to each.</summary>
    /// <remarks>A webhook that fails shows the event that could not be delivered, since when, and what the receiver last responded.</remarks>
    [HttpGet(Path, Name = "listWebhooks")]
    [ProducesResponseType<WebhooksResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = "All webhooks, in the order of the settings.")]
    public async Task<WebhooksResponse> List(CancellationToken cancellationToken) =>
        new(mapper.Map<List<WebhookResponse>>(await webhooks.ListAsync(cancellationToken)));

    /// <summary>Sends the events again at once, also to a webhook that has stopped.</summary>
    /// <remarks>If the receiver still fails, the webhook is tried for two days again. A webhook that runs goes on as before.</remarks>
    [HttpPost($"{OfWebhook}/resume", Name = "resumeWebhook")]
    [Authorize(Policy = Scopes.Admin)]
    [NeedsPreflight]
    [ProducesResponseType<WebhookResponse>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = AboutSuccess)]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = AboutUnknown)]
    public async Task<ActionResult<WebhookResponse>> Resume([Description(AboutName)] string name, CancellationToken cancellationToken) =>
        await webhooks.ResumeAsync(name, cancellationToken) is { } status ? mapper.Map<WebhookResponse>(status) : Unknown();

    /// <summary>Leaves out the one event that could not be delivered, and resumes.</summary>
    [HttpPost($"{OfWebhook}/skip", Name = "skipWebhookEvent")]
    [Authorize(Policy = Scopes.Admin)]
    [NeedsPreflight]
    [ProducesResponseType<WebhookResponse>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = AboutSuccess)]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = AboutUnknown)]
    [ProducesResponseType(StatusCodes.Status409Conflict, Description = "No delivery has failed, so there is no event to skip.")]
    public async Task<ActionResult<WebhookResponse>> Skip([Description(AboutName)] string name, CancellationToken cancellationToken) =>
        Respond(
            await webhooks.SkipAsync(name, cancellationToken),
            _ => "No delivery has failed, so there is no event to skip.");

    /// <summary>Sends every event after a given one once more, in order, and resumes.</summary>
    /// <remarks>The `webhook-id` of an event is the same as before, so a receiver can tell what it already knows.</remarks>
    [HttpPost($"{OfWebhook}/replay", Name = "replayWebhook")]
    [Authorize(Policy = Scopes.Admin)]
    [ProducesResponseType<WebhookResponse>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Description = AboutSuccess)]
    [ProducesResponseType(StatusCodes.Status404NotFound, Description = AboutUnknown)]
    [ProducesResponseType(
        StatusCodes.Status409Conflict, Description = "The webhook has not come that far; `detail` says its position.")]
    public async Task<ActionResult<WebhookResponse>> Replay(
        [Description(AboutName)] string name,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] ReplayRequest request,
        CancellationToken cancellationToken) =>
        Respond(
            await webhooks.ReplayAsync(name, request.After.Value!.Value, cancellationToken),
            position => $"A replay only goes back, and the webhook is at event {position}. Send an id from 0 to {position}.");

    private ActionResult<WebhookResponse> Respond(WebhookChange change, Func<long, string> describeConflict) => change switch
    {
        { Status: null } => Unknown(),
        { IsDone: false, Status: { } status } => ProblemResult.Create(
            HttpContext, StatusCodes.Status409Conflict, describeConflict(status.Webhook.Position)),
        { Status: { } status } => mapper.Map<WebhookResponse>(status),
    };

    private ObjectResult Unknown() =>
        ProblemResult.Create(HttpContext, StatusCodes.Status404NotFound, $"{AboutUnknown} GET {Path} lists the webhooks.");
}
