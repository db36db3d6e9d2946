using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Contracts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Validation;

/// <summary>Parses the identifiers of a request: reports which are invalid and why, and normalises the others.</summary>
internal sealed class ContactDetailsReader(IdentificationOptions options)
{
    internal const string NeitherGiven = "Send an email, a phoneNumber or both; neither was given.";

    private const string EmailField = nameof(ContactDetails.Email);
    private const string PhoneNumberField = nameof(ContactDetails.PhoneNumber);

    private readonly string? defaultRegion = options.DefaultRegion;

    // An unusable value then counts as absent as long as the other one is good.
    private readonly bool ignoresUnusableValues = options.UnusableValues == UnusableValues.Ignore;

    /// <summary>Parses both values, and adds a failure to the validation for each mistake.</summary>
    /// <returns>Null if there is a failure.</returns>
    public ContactDetails? Read<T>(SubmittedValue submittedEmail, SubmittedValue submittedPhoneNumber, ValidationContext<T> validation)
    {
        var emailIsUsable = TryReadEmail(submittedEmail, out var email, out var emailError);
        var phoneNumberIsUsable = TryReadPhoneNumber(submittedPhoneNumber, out var phoneNumber, out var phoneNumberError);
        var isComplete = emailIsUsable && phoneNumberIsUsable;
        if ((email is not null || phoneNumber is not null) && (isComplete || ignoresUnusableValues))
        {
            if (!isComplete)
                IgnoredValue.Record(validation, emailIsUsable ? IgnoredValue.PhoneNumber : IgnoredValue.Email);
            return new ContactDetails(email, phoneNumber);
        }

        if (isComplete)
            emailError = phoneNumberError = NeitherGiven;
        if (emailError is not null)
            validation.AddFailure(EmailField, emailError);
        if (phoneNumberError is not null)
            validation.AddFailure(PhoneNumberField, phoneNumberError);
        return null;
    }

    /// <summary>Parses an email address; null, and a string with nothing visible in it, count as absent.</summary>
    /// <param name="value">The value as submitted.</param>
    /// <param name="email">Null if the value is absent or invalid.</param>
    /// <param name="error">A sentence that says how to fix the value; null if it is valid or absent.</param>
    public static bool TryReadEmail(SubmittedValue value, out EmailAddress? email, [NotNullWhen(false)] out string? error)
    {
        (email, error) = (null, null);
        if (IsAbsent(value))
            return true;
        if (value.Kind == SubmittedKind.Text)
            return EmailAddress.TryCreate(value.Text!, out email, out error);
        error = "Send the email address as a JSON string of valid Unicode, or null.";
        return false;
    }

    /// <summary>Parses a phone number; null, and a string with nothing visible in it, count as absent.</summary>
    /// <param name="value">The value as submitted.</param>
    /// <param name="phoneNumber">Null if the value is absent or invalid.</param>
    /// <param name="error">A sentence that says how to fix the value; null if it is valid or absent.</param>
    public bool TryReadPhoneNumber(SubmittedValue value, out PhoneNumber? phoneNumber, [NotNullWhen(false)] out string? error)
    {
        (phoneNumber, error) = (null, null);
        if (IsAbsent(value))
            return true;
        if (value.Kind is SubmittedKind.Text or SubmittedKind.Digits)
            return PhoneNumber.TryCreate(value.Text!, defaultRegion, out phoneNumber, out error);
        error = "Send the phone number as a JSON string of valid Unicode, an integer without sign or exponent, or null.";
        return false;
    }

    private static bool IsAbsent(SubmittedValue value) =>
        value.Kind == SubmittedKind.Absent || (value.Kind == SubmittedKind.Text && InvisibleCharacters.IsBlank(value.Text!));
}
