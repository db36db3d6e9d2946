using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>
/// A row of <see cref="ContactQueries"/>: a contact, or the mark of one of the requested identifiers, which has no precedence and only a
/// value.
/// </summary>
internal sealed class LoadedRow
{
    public long Id { get; init; }

    public EmailAddress? Email { get; init; }

    public PhoneNumber? PhoneNumber { get; init; }

    public long? LinkedId { get; init; }

    public LinkPrecedence? LinkPrecedence { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(LoadedRow);
}
