namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>What the database assigned to a new contact.</summary>
internal sealed record InsertedContact(long Id, DateTime CreatedAt);
