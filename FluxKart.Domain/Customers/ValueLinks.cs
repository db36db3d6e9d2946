using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>Makes the links between contacts that share values. Each has the event since which the two have been together.</summary>
internal sealed class ValueLinks(LinkingIdentifiers identifiers, MembershipHistory history)
{
    /// <summary>By all values that both hold and that link both. There must be one.</summary>
    public Link Between(Contact one, Contact other)
    {
        var shared = identifiers.LinkingOf(one).Intersect(identifiers.LinkingOf(other));
        return Link.Between(one, other, [.. shared.Select(node => ReasonOf(node.Identifier))], history.JoinOf(one.Id, other.Id));
    }

    /// <summary>By one value that both hold.</summary>
    public Link Between(Contact one, Contact other, Identifier shared) =>
        Link.Between(one, other, [ReasonOf(shared)], history.JoinOf(one.Id, other.Id));

    private static LinkReason ReasonOf(Identifier identifier) =>
        identifier is EmailAddress ? LinkReason.Email : LinkReason.PhoneNumber;
}
