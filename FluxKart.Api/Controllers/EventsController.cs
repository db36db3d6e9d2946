using System.ComponentModel;
using System.Globalization;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using AutoMapper;
using FluxKart.Api.Contracts.Events;
using FluxKart.Api.Security.Keys;
using FluxKart.Domain.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Controllers;

[ApiController]
[Authorize(Policy = Scopes.Read)]
[Tags("Events")]
public sealed class EventsController(IEventFeed feed, IMapper mapper, IHostApplicationLifetime lifetime) : ControllerBase
{
    /// <summary>How often a stream shows that it is still there, so that no proxy closes it.</summary>
    /// <remarks>Source: HTTP contract, section 6.</remarks>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private static readonly ReadOnlyMemory<byte> Comment = ": \n\n"u8.ToArray();

    /// <summary>Reads the feed of everything that has changed.</summary>
    /// <remarks>
    /// The ids grow in the order of the commits. A reader that sends the `next` of each page as the `after` of the following one misses no
    /// event, and sees none twice. With `Accept: text/event-stream` the same feed comes as server-sent events, each new one soon after its
    /// commit: `id` is the event's id, `event` its type, and `data` the event as JSON. A stream begins after the id
    /// in the header `Last-Event-ID`, or else as the query says.
    /// </remarks>
    [HttpGet("/events", Name = "readEvents")]
    [ProducesResponseType<EventsResponse>(
        StatusCodes.Status200OK, MediaTypeNames.Application.Json, MediaTypeNames.Text.EventStream, Description = "A page of the feed.")]
    public async Task<IResult> Read(
        [FromQuery(Name = "")] EventsQuery query,
        [FromHeader(Name = "Last-Event-ID"), Description("For a stream: the id of the last event that you know. It comes before the query.")]
        long? lastEventId,
        CancellationToken cancellationToken)
    {
        // A cache, or a proxy that treats both as one, would return a page for a stream.
        Response.Headers.Vary = HeaderNames.Accept;
        if (AcceptHeader.Prefers(Request, MediaTypeNames.Text.EventStream, otherwise: MediaTypeNames.Application.Json))
        {
            var begin = lastEventId is null && query.Newest
                ? await ReadNewestAsync(query, cancellationToken)
                : new EventPage([], lastEventId ?? query.After);
            return TypedResults.ServerSentEvents(StreamAsync(begin, query.AcceptedTypes, cancellationToken));
        }

        var page = query.Newest
            ? await ReadNewestAsync(query, cancellationToken)
            : await feed.ReadAsync(query.After, query.AcceptedTypes, query.Limit, cancellationToken);
        return TypedResults.Ok(new EventsResponse(mapper.Map<List<EventResponse>>(page.Events), page.Position));
    }

    private Task<EventPage> ReadNewestAsync(EventsQuery query, CancellationToken cancellationToken) =>
        feed.ReadNewestAsync(query.AcceptedTypes, query.Limit, cancellationToken);

    private async IAsyncEnumerable<SseItem<EventResponse>> StreamAsync(
        EventPage begin, IReadOnlyCollection<string> types, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream has no end of its own, so it would keep the service from stopping.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        // So that the client knows that the stream is open.
        await Response.Body.WriteAsync(Comment, cancellationToken);
        foreach (var recorded in begin.Events)
            yield return ToItem(recorded);
        await foreach (var recorded in feed.FollowAsync(begin.Position, types, LongestSilence, end.Token))
        {
            if (recorded is null)
                await Response.Body.WriteAsync(Comment, cancellationToken);
            else
                yield return ToItem(recorded);
        }
    }

    private SseItem<EventResponse> ToItem(RecordedEvent recorded) => new(mapper.Map<EventResponse>(recorded), recorded.Type)
    {
        EventId = recorded.Id.ToString(CultureInfo.InvariantCulture),
    };
}
