using AutoMapper;
using FluxKart.Api.Mapping;
using Microsoft.Extensions.Logging.Abstractions;

namespace FluxKart.Tests.Api.Mapping;

internal static class Mappers
{
    public static readonly MapperConfiguration Configuration = new(
        mapper => mapper.AddProfiles(
            [new CustomerProfile(), new EventProfile(), new SharedIdentifierProfile(), new SuggestionProfile(), new WebhookProfile()]),
        NullLoggerFactory.Instance);

    public static IMapper Create() => Configuration.CreateMapper();
}
