using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The customers that a load or a lock covers: those that hold one of the identifiers or have one of the contacts.
/// </summary>
/// <param name="Identifiers">Email addresses and phone numbers, stored or not.</param>
/// <param name="ContactIds">Ids of primary or secondary contacts. An id that is not stored is ignored.</param>
public sealed record CustomerScope(IdentifierSet Identifiers, IReadOnlyCollection<long> ContactIds)
{
    /// <summary>The customers that these contacts belong to.</summary>
    public static CustomerScope Of(IReadOnlyCollection<long> contactIds) => new(IdentifierSet.Empty, contactIds);

    /// <summary>The customers that these requests match.</summary>
    public static CustomerScope Of(IReadOnlyCollection<ContactDetails> requests) => new(IdentifierSet.Of(requests), []);
}
