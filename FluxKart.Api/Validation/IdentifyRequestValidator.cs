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
        RuleFor(request => request.Email).Custom((value, context) =>
        {
            if (!reader.TryReadEmail(value, out _, out var error))
                context.AddFailure(error);
        });
        RuleFor(request => request.PhoneNumber).Custom((value, context) =>
        {
            if (!reader.TryReadPhoneNumber(value, out _, out var error))
                context.AddFailure(error);
        });
        RuleFor(request => request).Custom((request, context) =>
        {
            if (!ContactDetailsReader.IsAbsent(request.Email) || !ContactDetailsReader.IsAbsent(request.PhoneNumber))
                return;
            context.AddFailure(nameof(IdentifyRequest.Email), NeitherGiven);
            context.AddFailure(nameof(IdentifyRequest.PhoneNumber), NeitherGiven);
        });
    }
}
