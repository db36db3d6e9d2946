using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Events;

/// <summary>
/// What an event says besides its type, its time and its customer. It names contacts by their ids, and holds no email address or phone
/// number, unless an operator wrote one into <see cref="Reason"/>. A property that events of this type do not have is null.
/// </summary>
/// <remarks>Source: HTTP contract, section 6.</remarks>
public sealed record EventData
{
    internal const string EmailKind = "email";
    internal const string PhoneNumberKind = "phoneNumber";

    /// <summary>The contact that a customer gained.</summary>
    public long? SecondaryContactId { get; init; }

    /// <summary>The primaries that were demoted, oldest first.</summary>
    public IReadOnlyList<long>? MergedContactIds { get; init; }

    /// <summary>The primary of the part that came off a customer: the younger one.</summary>
    public long? SpawnedContactId { get; init; }

    /// <summary>The primary of the customer that a request was not linked to.</summary>
    public long? OtherContactId { get; init; }

    /// <summary>All contacts that changed their primary, the demoted or the promoted ones included, oldest first.</summary>
    public IReadOnlyList<long>? MovedContactIds { get; init; }

    /// <summary>The contacts that are gone, oldest first.</summary>
    public IReadOnlyList<long>? RemovedContactIds { get; init; }

    /// <summary>The primaries of what is left of the customer, oldest first; empty if nothing is left.</summary>
    public IReadOnlyList<long>? Customers { get; init; }

    /// <summary>True if a person has merged the customers; otherwise null.</summary>
    public bool? Manual { get; init; }

    /// <summary>Whether no order ever joins the two parts again.</summary>
    public bool? KeptApart { get; init; }

    /// <summary>The kinds of the identifiers that matched and did not link: <c>email</c>, <c>phoneNumber</c>.</summary>
    public IReadOnlyList<string>? By { get; init; }

    /// <summary>Why a request was not linked to a customer.</summary>
    public string? Why { get; init; }

    /// <summary>The mark that came or went.</summary>
    public long? SharedIdentifierId { get; init; }

    /// <summary>The kind of the marked identifier: <c>email</c> or <c>phoneNumber</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>
    /// The operator's own words, or why the service marked an identifier. This is the only free text that an event can hold.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>Why a request belonged to the customer.</summary>
    public EventMatch? MatchedBy { get; init; }

    /// <summary>The ids of all contacts that the data names, each once, in no particular order.</summary>
    public IReadOnlySet<long> NamedContactIds()
    {
        long?[] single = [SecondaryContactId, SpawnedContactId, OtherContactId];
        return single
            .OfType<long>()
            .Concat(MatchedBy?.ContactIds ?? [])
            .Concat(MergedContactIds ?? [])
            .Concat(MovedContactIds ?? [])
            .Concat(RemovedContactIds ?? [])
            .Concat(Customers ?? [])
            .ToHashSet();
    }

    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(EventData);

    /// <summary>The ids of contacts, oldest first.</summary>
    internal static IReadOnlyList<long> IdsOf(IEnumerable<Contact> contacts) =>
        [.. contacts.Order(Contact.OldestFirst).Select(contact => contact.Id)];

    /// <summary>What the contract calls the kind of an identifier.</summary>
    internal static string KindOf(Identifier identifier) => identifier is EmailAddress ? EmailKind : PhoneNumberKind;
}
