using System.Text.Json;
using AutoMapper;
using FluxKart.Api.Application.Customers;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Mapping;

/// <summary>From the domain to the responses; nothing is mapped the other way.</summary>
internal sealed class CustomerProfile : Profile
{
    public CustomerProfile()
    {
        CreateMap<EmailAddress?, string?>().ConvertUsing(email => email == null ? null : email.Value);
        CreateMap<PhoneNumber?, string?>().ConvertUsing(phoneNumber => phoneNumber == null ? null : phoneNumber.Value);
        CreateMap<CustomerSnapshot, ContactResponse>();
        CreateMap<CustomerSnapshot, IdentifyResponse>()
            .ForCtorParam(nameof(IdentifyResponse.Contact), contact => contact.MapFrom(customer => customer));
        CreateMap<LinkPrecedence, string>().ConvertUsing(precedence => LowerCamelCase(precedence.ToString()));
        CreateMap<LinkReason, string>().ConvertUsing(reason => LowerCamelCase(reason.ToString()));
        CreateMap<Contact, RecordResponse>();
        CreateMap<Link, LinkResponse>()
            .ForCtorParam(nameof(LinkResponse.From), from => from.MapFrom(link => link.From.Id))
            .ForCtorParam(nameof(LinkResponse.To), to => to.MapFrom(link => link.To.Id));
        CreateMap<Separation, KeptApartResponse>();
        CreateMap<Identifier, IdentifierResponse>().ConvertUsing(identifier => identifier is EmailAddress
            ? new IdentifierResponse(identifier.Value, null)
            : new IdentifierResponse(null, identifier.Value));
        CreateMap<HeldIdentifier, HeldIdentifierResponse>().ConvertUsing(held => new HeldIdentifierResponse(
            (held.Identifier as EmailAddress) == null ? null : held.Identifier.Value,
            (held.Identifier as PhoneNumber) == null ? null : held.Identifier.Value,
            held.Contacts,
            held.IsShared));
        CreateMap<Cut, SeparationResponse>()
            .ForCtorParam(
                nameof(SeparationResponse.Customers),
                customers => customers.MapFrom(cut => cut.Parts.Select(part => part.Select(contact => contact.Id).ToList()).ToList()));
    }

    private static string LowerCamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
