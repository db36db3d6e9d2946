namespace FluxKart.Domain.Customers;

/// <summary>How large a customer is.</summary>
/// <param name="PrimaryContactId">The id of its primary contact.</param>
/// <param name="Contacts">How many live contacts it has.</param>
public sealed record CustomerSize(long PrimaryContactId, int Contacts);
