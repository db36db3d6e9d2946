using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain;

/// <summary>Parses identifiers and contact details that a test writes as text.</summary>
internal static class Parsed
{
    public static EmailAddress Email(string text) => EmailAddress.TryCreate(text, out var email, out var error)
        ? email
        : throw new ArgumentException(error, nameof(text));

    public static PhoneNumber Phone(string text, string? defaultRegion = null) =>
        PhoneNumber.TryCreate(text, defaultRegion, out var phoneNumber, out var error)
            ? phoneNumber
            : throw new ArgumentException(error, nameof(text));

    public static ContactDetails Details(string? email = null, string? phoneNumber = null) =>
        new(email is null ? null : Email(email), phoneNumber is null ? null : Phone(phoneNumber));
}
