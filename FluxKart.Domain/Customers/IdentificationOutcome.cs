namespace FluxKart.Domain.Customers;

/// <summary>What a request to identify has changed.</summary>
public enum IdentificationOutcome
{
    /// <summary>Nothing: the customer held all that the request brought.</summary>
    Matched,

    /// <summary>A customer of one contact is new.</summary>
    Created,

    /// <summary>The customer has one contact more.</summary>
    Extended,

    /// <summary>Several customers became one, which may have one contact more.</summary>
    Merged,
}
