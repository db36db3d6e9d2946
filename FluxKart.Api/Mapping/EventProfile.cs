using AutoMapper;
using FluxKart.Api.Contracts.Events;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Mapping;

/// <summary>From stored events to the responses; nothing is mapped the other way.</summary>
internal sealed class EventProfile : Profile
{
    public EventProfile()
    {
        // A list that an event does not have stays null, and is left out of the JSON.
        AllowNullCollections = true;
        CreateMap<EventMatch, EventMatchResponse>();
        CreateMap<EventData, EventDataResponse>();
        CreateMap<RecordedEvent, EventResponse>();
    }
}
