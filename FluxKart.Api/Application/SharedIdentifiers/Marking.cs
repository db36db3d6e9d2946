using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.SharedIdentifiers;

/// <summary>What became of a request to mark an identifier.</summary>
/// <param name="Mark">The mark. Its id is 0 if it is new and was not saved, in a dry run.</param>
/// <param name="IsNew">Whether the identifier was not marked before.</param>
/// <param name="Customers">What the customers that hold it fell apart into, the oldest first; empty if they were not taken apart.</param>
public sealed record Marking(SharedIdentifier Mark, bool IsNew, IReadOnlyList<CustomerSnapshot> Customers)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Marking);
}
