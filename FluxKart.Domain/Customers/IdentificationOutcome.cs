namespace FluxKart.Domain.Customers;

/// <summary>What a request changed.</summary>
public enum IdentificationOutcome
{
    /// <summary>Nothing: the customer already held everything in the request.</summary>
    Matched,

    /// <summary>It created a customer with one contact.</summary>
    Created,

    /// <summary>It added a contact to a customer.</summary>
    Extended,

    /// <summary>It merged several customers into one, and may have added a contact.</summary>
    Merged,
}
