using FluentValidation;
using FluxKart.Api.Contracts;

namespace FluxKart.Api.Validation;

/// <summary>Parses a request and reports every mistake by field. The formats are the identifiers' own business.</summary>
internal sealed class IdentifyRequestValidator : AbstractValidator<IdentifyRequest>
{
    public IdentifyRequestValidator(ContactDetailsReader reader)
    {
        // One rule for everything: each rule costs every request as much as the checks in it.
        RuleFor(request => request).Custom((request, context) =>
        {
            if (reader.Read(request.Email, request.PhoneNumber, context) is { } details)
                request.Accept(details);
        });
    }
}
