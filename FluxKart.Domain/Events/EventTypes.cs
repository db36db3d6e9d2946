namespace FluxKart.Domain.Events;

/// <summary>The names of the kinds of events, as they are stored and sent.</summary>
/// <remarks>Source: HTTP contract, section 6.</remarks>
public static class EventTypes
{
    public const string ContactCreated = "contact.created";
    public const string ContactLinked = "contact.linked";
    public const string ContactMerged = "contact.merged";
    public const string ContactErased = "contact.erased";

    /// <summary>Every kind, in the order of the contract.</summary>
    public static readonly IReadOnlyList<string> All = [ContactCreated, ContactLinked, ContactMerged, ContactErased];
}
