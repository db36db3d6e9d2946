using FluentValidation;
using FluxKart.Api.Contracts.SharedIdentifiers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Validation;

/// <summary>
/// Parses the identifier like a value of a request to identify. But an invalid one never counts as absent, whatever the settings say:
/// an operator can be asked again.
/// </summary>
internal sealed class SharedIdentifierRequestValidator : AbstractValidator<SharedIdentifierRequest>
{
    internal const string Neither = "Send an email or a phoneNumber; neither was given.";
    internal const string Both = "Send an email or a phoneNumber, not both; send a request for each.";

    public SharedIdentifierRequestValidator(ContactDetailsReader reader) => RuleFor(request => request).Custom((request, context) =>
    {
        ReadIdentifier(request, reader, context);
        ReasonReader.Read(request, context);
        FlagReader.Check(nameof(request.TakeApart), request.TakeApart, context);
    });

    private static void ReadIdentifier(
        SharedIdentifierRequest request, ContactDetailsReader reader, ValidationContext<SharedIdentifierRequest> context)
    {
        _ = ContactDetailsReader.TryReadEmail(request.Email, out var email, out var emailError);
        _ = reader.TryReadPhoneNumber(request.PhoneNumber, out var phoneNumber, out var phoneNumberError);
        var hasEmail = email is not null || emailError is not null;
        var hasPhoneNumber = phoneNumber is not null || phoneNumberError is not null;
        if (hasEmail == hasPhoneNumber)
            emailError = phoneNumberError = hasEmail ? Both : Neither;
        if (emailError is not null)
            context.AddFailure(nameof(request.Email), emailError);
        if (phoneNumberError is not null)
            context.AddFailure(nameof(request.PhoneNumber), phoneNumberError);
        if (emailError is null && phoneNumberError is null)
            request.Accept((Identifier?)email ?? phoneNumber!);
    }
}
