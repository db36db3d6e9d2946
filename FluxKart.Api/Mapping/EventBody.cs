using System.Text.Json;
using AutoMapper;
using FluxKart.Api.Contracts.Events;
using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Webhooks;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Mapping;

/// <summary>Writes an event with the options of the results that the feed returns, which are not those of MVC.</summary>
internal sealed class EventBody(IMapper mapper, IOptions<JsonOptions> json) : IEventBody
{
    public byte[] ToJson(RecordedEvent recorded) =>
        JsonSerializer.SerializeToUtf8Bytes(mapper.Map<EventResponse>(recorded), json.Value.SerializerOptions);
}
