namespace FluxKart.Domain.Customers;

/// <summary>A link that nothing would make today, but that has held ever since it was made.</summary>
/// <param name="Link">The link.</param>
/// <param name="By">What made it before a pattern covered the identifier; null if it depends on no identifier.</param>
internal sealed record InheritedLink(Link Link, IdentifierNode? By);
