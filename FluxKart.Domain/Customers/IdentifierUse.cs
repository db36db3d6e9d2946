using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>How much an identifier is used.</summary>
/// <param name="Identifier">The email address or the phone number.</param>
/// <param name="Contacts">How many live contacts hold it.</param>
/// <param name="Counterparts">
/// Of an email address: how many different phone numbers these contacts have. Of a phone number: how many different email addresses.
/// </param>
public sealed record IdentifierUse(Identifier Identifier, int Contacts, int Counterparts)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(IdentifierUse);
}
