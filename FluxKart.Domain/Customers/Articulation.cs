using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>An identifier that alone holds a customer together. It probably belongs to several people.</summary>
/// <param name="Identifier">The email address or the phone number.</param>
/// <param name="Contacts">How many contacts hold it.</param>
/// <param name="Pairs">How many pairs of contacts come apart when it stops linking.</param>
/// <param name="Customers">How many parts there are then.</param>
public sealed record Articulation(Identifier Identifier, int Contacts, long Pairs, int Customers)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(Articulation);
}
