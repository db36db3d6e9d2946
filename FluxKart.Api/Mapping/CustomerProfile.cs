using AutoMapper;
using FluxKart.Api.Contracts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Mapping;

/// <summary>From the domain to the responses; nothing is mapped the other way.</summary>
internal sealed class CustomerProfile : Profile
{
    public CustomerProfile()
    {
        CreateMap<EmailAddress, string>().ConvertUsing(email => email.Value);
        CreateMap<PhoneNumber, string>().ConvertUsing(phoneNumber => phoneNumber.Value);
        CreateMap<CustomerSnapshot, ContactResponse>();
        CreateMap<CustomerSnapshot, IdentifyResponse>()
            .ForCtorParam(nameof(IdentifyResponse.Contact), contact => contact.MapFrom(customer => customer));
    }
}
