using AutoMapper;
using FluxKart.Api.Contracts.SharedIdentifiers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Mapping;

/// <summary>From marks to the responses; nothing is mapped the other way.</summary>
internal sealed class SharedIdentifierProfile : Profile
{
    public SharedIdentifierProfile() => CreateMap<SharedIdentifier, SharedIdentifierResponse>()
        .ForCtorParam(nameof(SharedIdentifierResponse.TakenApart), taken => taken.MapFrom(mark => mark.IsTakenApart))
        .ForCtorParam(
            nameof(SharedIdentifierResponse.CreatedAt),
            created => created.MapFrom(mark => mark.IsNew ? (DateTime?)null : mark.CreatedAt));
}
