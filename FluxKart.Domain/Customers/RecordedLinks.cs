using FluxKart.Domain.Events;

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
                case [(var emailId, StandInRole.Email), (var phoneNumberId, StandInRole.PhoneNumber)]:
                    AddRequest(recorded, emailId, phoneNumberId);
                    break;
                case [(var primaryId, StandInRole.Customer), (var mergedId, StandInRole.Customer)]:
                    AddByHand(recorded, primaryId, mergedId);
                    break;
            }
        }
    }

    /// <summary>The requests that had the email address of one contact and the phone number of another, in order of their events.</summary>
    public List<RequestLink> Requests { get; } = [];

    /// <summary>The merges by hand that no split has undone, in order of their events.</summary>
    public List<Link> ByHand { get; } = [];

    private void AddRequest(RecordedEvent merge, long emailId, long phoneNumberId)
    {
        var holdsEmail = named.Find(emailId, StandInRole.Email);
        var holdsPhoneNumber = named.Find(phoneNumberId, StandInRole.PhoneNumber);
        if (holdsEmail?.Email is not { } email || holdsPhoneNumber?.PhoneNumber is not { } phoneNumber)
            return;
        if (identifiers.NodeOf(holdsEmail, email) is not { IsCovered: false } one
            || identifiers.NodeOf(holdsPhoneNumber, phoneNumber) is not { IsCovered: false } other)
        {
            return;
        }

        var shown = holdsEmail == holdsPhoneNumber ? null : Link.Between(holdsEmail, holdsPhoneNumber, [LinkReason.Request], merge);
        Requests.Add(new RequestLink(one, other, shown));
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
