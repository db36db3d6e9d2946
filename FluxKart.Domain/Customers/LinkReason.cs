namespace FluxKart.Domain.Customers;

/// <summary>A reason why two contacts are the same customer.</summary>
public enum LinkReason
{
    /// <summary>They share the email address.</summary>
    Email,

    /// <summary>They share the phone number.</summary>
    PhoneNumber,

    /// <summary>A request had the email address of the one and the phone number of the other, and so added no contact.</summary>
    Request,

    /// <summary>They were linked before events were kept.</summary>
    Unrecorded,
}
