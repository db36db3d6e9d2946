using FluentValidation;
using FluxKart.Api.Application;
using FluxKart.Api.Contracts;

namespace FluxKart.Api.Validation;

/// <summary>Tells every mistake of a request by field. The formats are the identifiers' own business.</summary>
internal sealed class IdentifyRequestValidator : AbstractValidator<IdentifyRequest>
{
    internal const string NeitherGiven = "Send an email, a phoneNumber or both; neither was given.";

    public IdentifyRequestValidator(ContactDetailsReader reader)
    {
        // One rule for all: each costs every request as much as the checks in it.
        RuleFor(request => request).Custom((request, context) =>
        {
            if (!reader.TryReadEmail(request.Email, out var email, out var emailError))
                context.AddFailure(nameof(request.Email), emailError);
            if (!reader.TryReadPhoneNumber(request.PhoneNumber, out var phoneNumber, out var phoneNumberError))
                context.AddFailure(nameof(request.PhoneNumber), phoneNumberError);
            if (email is not null || phoneNumber is not null || emailError is not null || phoneNumberError is not null)
                return;

            context.AddFailure(nameof(request.Email), NeitherGiven);
            context.AddFailure(nameof(request.PhoneNumber), NeitherGiven);
        });
    }
}
