using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// An identifier as a node of a graph, with the contacts that it links. It has several nodes if it links some of its holders with each
/// other, and others with each other, but not all.
/// </summary>
/// <param name="identifier">The identifier.</param>
/// <param name="contacts">The contacts, oldest first. There may be only one.</param>
/// <param name="isCovered">Whether a pattern covers the identifier, so that only what it linked before still holds.</param>
internal sealed class IdentifierNode(Identifier identifier, IReadOnlyList<Contact> contacts, bool isCovered)
{
    public Identifier Identifier { get; } = identifier;

    public IReadOnlyList<Contact> Contacts { get; } = contacts;

    public bool IsCovered { get; } = isCovered;
}
