using System.Globalization;
using AutoMapper;
using FluxKart.Api.Application.Suggestions;
using FluxKart.Api.Contracts.Suggestions;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Mapping;

/// <summary>From suggestions to the responses; nothing is mapped the other way.</summary>
internal sealed class SuggestionProfile : Profile
{
    public SuggestionProfile()
    {
        CreateMap<CustomerSize, CustomerSizeResponse>();
        CreateMap<IdentifierUse, IdentifierUseResponse>()
            .ForCtorParam(nameof(IdentifierUseResponse.Email), email => email.MapFrom(use => use.Identifier as EmailAddress))
            .ForCtorParam(
                nameof(IdentifierUseResponse.PhoneNumber), phoneNumber => phoneNumber.MapFrom(use => use.Identifier as PhoneNumber));
        CreateMap<Suggestion, SuggestionResponse>().ConvertUsing(suggestion => ToResponse(suggestion));
        CreateMap<SuggestionReport, SuggestionsResponse>();
    }

    private static SuggestionResponse ToResponse(Suggestion suggestion)
    {
        var (identifier, contacts, pairs, customers) = suggestion.Articulation;
        return new SuggestionResponse(
            (identifier as EmailAddress)?.Value,
            (identifier as PhoneNumber)?.Value,
            suggestion.PrimaryContactId,
            contacts,
            pairs,
            customers,
            Why(suggestion.Articulation));
    }

    private static string Why(Articulation articulation)
    {
        var kind = articulation.Identifier is EmailAddress ? "email address" : "phone number";
        var holders = articulation.Contacts == 1 ? "1 contact holds" : $"{Text(articulation.Contacts)} contacts hold";
        var pairs = articulation.Pairs == 1 ? "1 pair of contacts comes" : $"{Text(articulation.Pairs)} pairs of contacts come";
        return $"{holders} this {kind}; without it the customer falls apart into {Text(articulation.Customers)}, and {pairs} apart.";
    }

    private static string Text(long figure) => figure.ToString("N0", CultureInfo.InvariantCulture);
}
