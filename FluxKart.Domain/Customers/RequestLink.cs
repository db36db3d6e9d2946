namespace FluxKart.Domain.Customers;

/// <summary>An email address and a phone number that one request named, and by which each still links.</summary>
/// <param name="Email">What links by the email address of the request.</param>
/// <param name="PhoneNumber">What links by the phone number of the request.</param>
/// <param name="Shown">The link between two contacts that explains it; null if one contact holds both identifiers.</param>
internal sealed record RequestLink(IdentifierNode Email, IdentifierNode PhoneNumber, Link? Shown)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(RequestLink);
}
