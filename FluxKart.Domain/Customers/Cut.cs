using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>What would have to go for two contacts of a customer to part.</summary>
/// <param name="Identifiers">
/// The fewest identifiers that would have to stop linking: email addresses before phone numbers, each in order of their oldest holder.
/// Empty if links that depend on no identifier hold the two together.
/// </param>
/// <param name="Parts">
/// What the customer would fall apart into, the oldest part first, each in order of age. One part if there are no
/// <paramref name="Identifiers"/>.
/// </param>
/// <param name="LastingLinks">
/// The shortest chain of links that depend on no identifier, from the one contact to the other. Empty if there are
/// <paramref name="Identifiers"/>.
/// </param>
public sealed record Cut(
    IReadOnlyList<Identifier> Identifiers, IReadOnlyList<IReadOnlyList<Contact>> Parts, IReadOnlyList<Link> LastingLinks)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Cut);
}
