namespace FluxKart.Domain.Customers;

/// <summary>What a row of a file changed.</summary>
public enum FileRowOutcome
{
    /// <summary>It joined no customers and added no contact.</summary>
    Matched,

    /// <summary>It created a customer.</summary>
    Created,

    /// <summary>It added contacts to a customer.</summary>
    Linked,

    /// <summary>It made several customers one, and may have added contacts.</summary>
    Merged,
}
