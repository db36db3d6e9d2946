namespace FluxKart.Tests.Databases;

/// <summary>A row of the contact table, read with plain SQL.</summary>
public sealed record ContactRow(long Id, string? Email, string? PhoneNumber, long? LinkedId, string LinkPrecedence);
