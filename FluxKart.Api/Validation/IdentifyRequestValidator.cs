using FluentValidation;
using FluxKart.Api.Contracts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Validation;

/// <summary>Parses a request and reports every mistake by field. The formats are the identifiers' own business.</summary>
internal sealed class IdentifyRequestValidator : AbstractValidator<IdentifyRequest>
{
    internal const string NeitherGiven = "Send an email, a phoneNumber or both; neither was given.";

    public IdentifyRequestValidator(ContactDetailsReader reader)
    {
        // One rule for everything: each rule costs every request as much as the checks in it.
        RuleFor(request => request).Custom((request, context) =>
        {
            var emailIsUsable = ContactDetailsReader.TryReadEmail(request.Email, out var email, out var emailError);
            var phoneNumberIsUsable = reader.TryReadPhoneNumber(request.PhoneNumber, out var phoneNumber, out var phoneNumberError);
            var isComplete = emailIsUsable && phoneNumberIsUsable;
            if ((email is not null || phoneNumber is not null) && (isComplete || reader.IgnoresUnusableValues))
            {
                request.Accept(new ContactDetails(email, phoneNumber));
                if (!isComplete)
                    IgnoredValue.Record(context, emailIsUsable ? IgnoredValue.PhoneNumber : IgnoredValue.Email);
                return;
            }

            if (emailError is not null)
                context.AddFailure(nameof(request.Email), emailError);
            if (phoneNumberError is not null)
                context.AddFailure(nameof(request.PhoneNumber), phoneNumberError);
            if (!isComplete)
                return;

            context.AddFailure(nameof(request.Email), NeitherGiven);
            context.AddFailure(nameof(request.PhoneNumber), NeitherGiven);
        });
    }
}
