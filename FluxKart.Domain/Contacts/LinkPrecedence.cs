namespace FluxKart.Domain.Contacts;

/// <summary>A contact's place in its customer.</summary>
public enum LinkPrecedence
{
    /// <summary>The oldest contact of the customer, and the one whose id names it.</summary>
    Primary,

    /// <summary>Linked to the customer's primary contact, always in one step.</summary>
    Secondary,
}
