using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using FluxKart.Domain.Events;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Events;

/// <summary>Which part of the feed to return.</summary>
public sealed class EventsQuery
{
    internal const int MaxLimit = 1000;

    [FromQuery(Name = "after")]
    [Description("The `next` of the page before, or the id of the last event that you know. Leave it out to begin with the first event.")]
    [Range(0L, long.MaxValue)]
    public long After { get; init; }

    [FromQuery(Name = "newest")]
    [Description("Whether to begin with the newest events, `limit` at most, in place of those after an id. They come in order of id too.")]
    [DefaultValue(false)]
    public bool Newest { get; init; }

    [FromQuery(Name = "limit")]
    [Description("The largest number of events on the page. A stream has no limit, except for the events that `newest` begins with.")]
    [DefaultValue(100)]
    [Range(1, MaxLimit)]
    public int Limit { get; init; } = 100;

    [FromQuery(Name = "types")]
    [Description("Only events of these types, separated by commas, such as `contact.created,contact.merged`. Leave it out for all.")]
    public string? Types { get; init; }

    /// <summary>The types, each one of <see cref="EventTypes"/>; empty for all. Validation reads them.</summary>
    internal IReadOnlyCollection<string> AcceptedTypes { get; private set; } = [];

    /// <summary>Keeps the types that validation has read.</summary>
    internal void Accept(IReadOnlyCollection<string> types) => AcceptedTypes = types;
}
