namespace FluxKart.Api.Application.Customers;

/// <summary>What became of a change by hand.</summary>
public enum ChangeOutcome
{
    /// <summary>It is done, or had been done before.</summary>
    Done,

    /// <summary>There is no contact with this id.</summary>
    NotFound,

    /// <summary>The contact has been erased or removed.</summary>
    Gone,

    /// <summary>The contact does not belong to the customer.</summary>
    NotOfCustomer,

    /// <summary>The contacts are all of the customer's, so nothing would be left.</summary>
    WholeCustomer,
}
