namespace FluxKart.Domain.Customers;

/// <summary>Two identifiers that one request, or one row of a file, named, and by which each still links.</summary>
/// <param name="One">What links by the first identifier.</param>
/// <param name="Other">What links by the other one.</param>
/// <param name="Shown">The link between two contacts that explains it; null if one contact holds both identifiers.</param>
internal sealed record RequestLink(IdentifierNode One, IdentifierNode Other, Link? Shown)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(RequestLink);
}
