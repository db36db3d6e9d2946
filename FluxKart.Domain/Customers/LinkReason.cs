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

    /// <summary>A person has merged their customers, or has left them together when splitting one.</summary>
    Manual,

    /// <summary>They were linked before events were kept.</summary>
    Unrecorded,
}
