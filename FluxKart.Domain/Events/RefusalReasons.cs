namespace FluxKart.Domain.Events;

/// <summary>Why a request, or a row of a file, was not linked to a customer that it matched.</summary>
/// <remarks>Source: HTTP contract, sections 5 and 7.</remarks>
public static class RefusalReasons
{
    /// <summary>A person has split the customer from the one that the request belongs to.</summary>
    public const string KeptApart = "kept apart";

    /// <summary>The customer would have more contacts than are allowed.</summary>
    public const string TooManyContacts = "too many contacts";

    /// <summary>The file says that its row belongs to another customer.</summary>
    public const string OtherFileCustomer = "another customer of the file";
}
