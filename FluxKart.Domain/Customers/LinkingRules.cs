using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>What the operator has configured about linking.</summary>
/// <param name="SharedPatterns">The identifiers that never link although nobody has marked them.</param>
/// <param name="MaxContactsPerCustomer">How many contacts a customer can have before orders no longer link to it.</param>
public sealed record LinkingRules(SharedIdentifierPatterns SharedPatterns, int MaxContactsPerCustomer)
{
    /// <summary>The largest number of contacts, unless the operator sets another.</summary>
    public const int DefaultMaxContacts = 1000;

    /// <summary>Every identifier links, up to the default number of contacts.</summary>
    public static LinkingRules Plain { get; } = new(SharedIdentifierPatterns.None, DefaultMaxContacts);
}
