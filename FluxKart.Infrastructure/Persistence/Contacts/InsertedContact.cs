namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>What the database gave one new contact.</summary>
internal sealed record InsertedContact(long Id, DateTime CreatedAt);
