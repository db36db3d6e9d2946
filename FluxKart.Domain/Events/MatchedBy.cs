using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Events;

/// <summary>
/// The contacts that held the identifiers of a request, one for each kind of identifier; or two identifiers of one row of a file.
/// </summary>
/// <param name="Email">The oldest contact that held the email address; null if none did, or if the request has none.</param>
/// <param name="PhoneNumber">The oldest contact that held the phone number; null if none did, or if the request has none.</param>
public sealed record MatchedBy(Contact? Email, Contact? PhoneNumber)
{
    /// <summary>The oldest contact that held another email address of the same row of a file; null if it is not what matched.</summary>
    public Contact? OtherEmail { get; private init; }

    /// <summary>The oldest contact that held another phone number of the same row of a file; null if it is not what matched.</summary>
    public Contact? OtherPhoneNumber { get; private init; }

    /// <summary>The contacts that hold two identifiers of one row of a file, which may be of the same kind.</summary>
    /// <param name="one">One of the identifiers, and the oldest contact that holds it.</param>
    /// <param name="other">Another one, and the oldest contact that holds it.</param>
    public static MatchedBy Both((Identifier Identifier, Contact Holder) one, (Identifier Identifier, Contact Holder) other) =>
        (one.Identifier, other.Identifier) switch
        {
            (EmailAddress, EmailAddress) => new MatchedBy(one.Holder, null) { OtherEmail = other.Holder },
            (EmailAddress, _) => new MatchedBy(one.Holder, other.Holder),
            (_, EmailAddress) => new MatchedBy(other.Holder, one.Holder),
            _ => new MatchedBy(null, one.Holder) { OtherPhoneNumber = other.Holder },
        };

    /// <summary>The same by the contacts' ids. Call this after they have been saved.</summary>
    public EventMatch ToIds() => new(Email?.Id, PhoneNumber?.Id) { OtherEmail = OtherEmail?.Id, OtherPhoneNumber = OtherPhoneNumber?.Id };
}
