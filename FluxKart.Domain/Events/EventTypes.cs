namespace FluxKart.Domain.Events;

/// <summary>The names of the kinds of events, as they are stored and sent.</summary>
/// <remarks>Source: HTTP contract, section 6.</remarks>
public static class EventTypes
{
    public const string ContactCreated = "contact.created";
    public const string ContactLinked = "contact.linked";
    public const string ContactMerged = "contact.merged";
    public const string ContactSplit = "contact.split";
    public const string ContactRemoved = "contact.removed";
    public const string ContactErased = "contact.erased";
    public const string ContactLinkRefused = "contact.link_refused";
    public const string IdentifierShared = "identifier.shared";
    public const string IdentifierUnshared = "identifier.unshared";

    /// <summary>Every kind, in the order of the contract.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        ContactCreated, ContactLinked, ContactMerged, ContactSplit, ContactRemoved, ContactErased, ContactLinkRefused, IdentifierShared,
        IdentifierUnshared,
    ];
}
