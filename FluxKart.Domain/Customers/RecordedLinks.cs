using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>The links of a customer that its contacts do not show, but its events do: by a request, and by hand.</summary>
internal sealed class RecordedLinks
{
    private readonly NamedContacts named;
    private readonly LinkingIdentifiers identifiers;
    private readonly RecordedSplits splits;

    public RecordedLinks(
        IEnumerable<RecordedEvent> events, NamedContacts named, LinkingIdentifiers identifiers, RecordedSplits splits)
    {
        this.named = named;
        this.identifiers = identifiers;
        this.splits = splits;
        foreach (var recorded in events)
        {
            switch (NamedContacts.RolesIn(recorded).ToArray())
            {
                case [(var primaryId, StandInRole.Customer), (var mergedId, StandInRole.Customer)]:
                    AddByHand(recorded, primaryId, mergedId);
                    break;
                case [var one, var other]:
                    AddRequest(recorded, one, other);
                    break;
            }
        }
    }

    /// <summary>The requests and the rows of files that had values of two contacts, in order of their events.</summary>
    public List<RequestLink> Requests { get; } = [];

    /// <summary>The merges by hand that no split has undone, in order of their events.</summary>
    public List<Link> ByHand { get; } = [];

    private void AddRequest(RecordedEvent merge, (long Id, StandInRole Role) one, (long Id, StandInRole Role) other)
    {
        if (HolderOf(one) is not var (holder, node) || HolderOf(other) is not var (otherHolder, otherNode))
            return;
        var shown = holder == otherHolder ? null : Link.Between(holder, otherHolder, [LinkReason.Request], merge);
        Requests.Add(new RequestLink(node, otherNode, shown));
    }

    /// <summary>
    /// The contact that holds a value which a request named, and what links it by that value. Null if nothing does any more.
    /// </summary>
    private (Contact Holder, IdentifierNode Node)? HolderOf((long Id, StandInRole Role) end)
    {
        var holder = named.Find(end.Id, end.Role);
        var value = end.Role == StandInRole.Email ? (Identifier?)holder?.Email : holder?.PhoneNumber;
        return holder is not null && value is not null && identifiers.NodeOf(holder, value) is { IsCovered: false } node
            ? (holder, node)
            : null;
    }

    private void AddByHand(RecordedEvent merge, long primaryId, long mergedId)
    {
        var one = named.Find(primaryId, StandInRole.Customer);
        var other = named.Find(mergedId, StandInRole.Customer);
        if (one is null || other is null || one == other || splits.HaveUndone(merge, (primaryId, one.Id), (mergedId, other.Id)))
            return;
        ByHand.Add(Link.Between(one, other, [LinkReason.Manual], merge));
    }
}
