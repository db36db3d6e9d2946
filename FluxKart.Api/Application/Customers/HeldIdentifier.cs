using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.Customers;

/// <summary>An identifier of a customer.</summary>
/// <param name="Identifier">The identifier.</param>
/// <param name="Contacts">How many of the customer's contacts hold it.</param>
/// <param name="IsShared">Whether it links nobody, because somebody or a setting says that several people use it.</param>
public sealed record HeldIdentifier(Identifier Identifier, int Contacts, bool IsShared)
{
    /// <summary>Never the value, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(HeldIdentifier);
}
