namespace FluxKart.Domain.Contacts;

/// <summary>A contact's role in its customer.</summary>
public enum LinkPrecedence
{
    /// <summary>The customer's oldest contact. Its id identifies the customer.</summary>
    Primary,

    /// <summary>Any other contact, linked directly to the primary.</summary>
    Secondary,
}
