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
        // The data by a map of its own: as a part of the map of a list, the runtime compiles it for a second within the first request.
        CreateMap<RecordedEvent, EventResponse>().ConvertUsing((recorded, _, context) => new EventResponse(
            recorded.Id, recorded.Type, recorded.Time, recorded.ContactId, context.Mapper.Map<EventDataResponse>(recorded.Data)));
    }
}
