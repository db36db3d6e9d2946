using System.Diagnostics.CodeAnalysis;
using FluxKart.Api.Contracts;
using FluxKart.Domain.Identifiers;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Application;

/// <summary>Reads the identifiers of a request: what is absent, what is no identifier and why, and the normalised value of the rest.</summary>
public sealed class ContactDetailsReader(IOptions<IdentificationOptions> options)
{
    private readonly string? defaultRegion = options.Value.DefaultRegion;

    /// <summary>Reads an email address; null, blank and white space count as absent.</summary>
    /// <param name="value">The value as it came.</param>
    /// <param name="email">Null when the value is absent or in error.</param>
    /// <param name="error">A sentence that says how to mend the value; null when there is nothing to mend.</param>
    public bool TryReadEmail(SubmittedValue value, out EmailAddress? email, [NotNullWhen(false)] out string? error)
    {
        (email, error) = (null, null);
        if (IsAbsent(value))
            return true;
        if (value.Kind == SubmittedKind.Text)
            return EmailAddress.TryCreate(value.Text!, out email, out error);
        error = "Send the email address as a JSON string of valid Unicode, or null.";
        return false;
    }

    /// <summary>Reads a phone number; null, blank and white space count as absent.</summary>
    /// <param name="value">The value as it came.</param>
    /// <param name="phoneNumber">Null when the value is absent or in error.</param>
    /// <param name="error">A sentence that says how to mend the value; null when there is nothing to mend.</param>
    public bool TryReadPhoneNumber(SubmittedValue value, out PhoneNumber? phoneNumber, [NotNullWhen(false)] out string? error)
    {
        (phoneNumber, error) = (null, null);
        if (IsAbsent(value))
            return true;
        if (value.Kind is SubmittedKind.Text or SubmittedKind.Digits)
            return PhoneNumber.TryCreate(value.Text!, defaultRegion, out phoneNumber, out error);
        error = "Send the phone number as a JSON string of valid Unicode, an integer without sign, fraction or exponent, or null.";
        return false;
    }

    /// <summary>Reads a request that has been validated.</summary>
    /// <exception cref="ArgumentException">It has not been: a value is in error, or both are absent.</exception>
    public ContactDetails Read(IdentifyRequest request) =>
        TryReadEmail(request.Email, out var email, out var error) && TryReadPhoneNumber(request.PhoneNumber, out var phoneNumber, out error)
            ? new ContactDetails(email, phoneNumber)
            : throw new ArgumentException(error, nameof(request));

    private static bool IsAbsent(SubmittedValue value) =>
        value.Kind == SubmittedKind.Absent || (value.Kind == SubmittedKind.Text && string.IsNullOrWhiteSpace(value.Text));
}
