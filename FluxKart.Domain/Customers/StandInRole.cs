namespace FluxKart.Domain.Customers;

/// <summary>In what a contact takes the place of a removed one.</summary>
public enum StandInRole
{
    /// <summary>It holds the same email address, so it takes its place where a request named that.</summary>
    Email,

    /// <summary>It holds the same phone number, so it takes its place where a request named that.</summary>
    PhoneNumber,

    /// <summary>It was linked to it by values or requests, so it takes its place in a merge by hand.</summary>
    Customer,

    /// <summary>A split kept it with that one, so it takes its place where the split names the customer that was split.</summary>
    Kept,
}
