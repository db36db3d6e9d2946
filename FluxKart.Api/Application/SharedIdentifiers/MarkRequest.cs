using FluxKart.Api.Application.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.SharedIdentifiers;

/// <summary>An identifier to mark as shared.</summary>
/// <param name="Identifier">The email address or the phone number.</param>
/// <param name="Reason">The operator's own words; null if no reason was given.</param>
/// <param name="TakeApart">Whether the customers that hold it fall apart into what stays connected without it.</param>
/// <param name="IsDryRun">Whether to return what would happen, and to write nothing.</param>
/// <param name="Expected">What the customers must fall apart into; null if anything will do.</param>
public sealed record MarkRequest(Identifier Identifier, string? Reason, bool TakeApart, bool IsDryRun, ExpectedResult? Expected)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(MarkRequest);
}
