using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Application.SharedIdentifiers;

/// <summary>A part of the list of marked identifiers.</summary>
/// <param name="Marks">In order of id.</param>
/// <param name="Next">The id of the last mark of the page, if there are more after it; otherwise null.</param>
public sealed record SharedIdentifierPage(IReadOnlyList<SharedIdentifier> Marks, long? Next)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(SharedIdentifierPage);
}
