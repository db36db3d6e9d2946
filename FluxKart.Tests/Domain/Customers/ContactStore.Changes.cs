using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Changes by hand, and what is stored besides contacts.</summary>
internal sealed partial class ContactStore
{
    private readonly List<SharedIdentifier> marks = [];
    private readonly HashSet<Separation> separations = [];
    private readonly List<StandIn> standIns = [];
    private bool isDryRun;
    private long lastMarkId;

    public IReadOnlyList<SharedIdentifier> Marks => marks;

    public IReadOnlyCollection<Separation> Separations => separations;

    public IReadOnlyList<StandIn> StandIns => standIns;

    /// <summary>A store with the same content that saves nothing. It can take one request or one change.</summary>
    public ContactStore DryRun()
    {
        var copy = new ContactStore { Rules = Rules, isDryRun = true };
        copy.contacts.AddRange(contacts.Select(contact => Contact.FromStored(new(
            contact.Id, contact.Email, contact.PhoneNumber, contact.LinkedId, contact.LinkPrecedence, contact.CreatedAt))));
        copy.events.AddRange(events);
        copy.marks.AddRange(marks.Select(mark =>
        {
            var copied = new SharedIdentifier(mark.Identifier, mark.Reason, mark.IsTakenApart);
            copied.MarkInserted(mark.Id, mark.CreatedAt);
            return copied;
        }));
        copy.separations.UnionWith(separations);
        copy.standIns.AddRange(standIns);
        return copy;
    }

    /// <summary>Loads the customers of the contacts, with everything that is stored about them.</summary>
    public CustomerSet LoadForChange(params long[] contactIds)
    {
        var primaryIds = Live.Where(contact => contactIds.Contains(contact.Id)).Select(PrimaryIdOf).ToHashSet();
        return WithBonds(LoadCustomersOf(contact => primaryIds.Contains(PrimaryIdOf(contact)), []), null);
    }

    public (Customer Kept, Customer Spawned) Split(long[] contactIds, bool keepApart = true, string? reason = null) => Change(
        LoadForChange(contactIds),
        set => set.Split(set.Loaded.Single(), ContactsIn(set, contactIds), keepApart, reason));

    public Customer Merge(long oneId, long otherId, string? reason = null) => Change(
        LoadForChange(oneId, otherId),
        set => set.Merge(CustomerIn(set, oneId), CustomerIn(set, otherId), reason));

    public IReadOnlyList<Customer> Remove(long[] contactIds, string? reason = null) => Change(
        LoadForChange(contactIds),
        set => set.Remove(set.Loaded.Single(), ContactsIn(set, contactIds), reason));

    public void Erase(long contactId, string? reason = null) => Change(
        LoadForChange(contactId),
        set =>
        {
            set.Erase(set.Loaded.Single(), reason);
            return set;
        });

    public IReadOnlyList<Customer> Mark(Identifier identifier, bool takeApart = false, string? reason = null) => Change(
        LoadHolders(identifier, takeApart),
        set => set.Mark(
            new SharedIdentifier(identifier, reason, takeApart),
            set.Bonds.Marks.SingleOrDefault(mark => mark.Identifier.Equals(identifier)),
            takeApart));

    public void Unmark(Identifier identifier) => Change(
        LoadHolders(identifier, isWanted: false),
        set =>
        {
            set.Unmark(set.Bonds.Marks.Single(mark => mark.Identifier.Equals(identifier)));
            return set;
        });

    /// <summary>Loads the mark of an identifier, and all customers that hold it if they are wanted.</summary>
    private CustomerSet LoadHolders(Identifier identifier, bool isWanted) =>
        WithBonds(LoadCustomersOf(contact => isWanted && contact.Identifiers.Contains(identifier), []), identifier);

    private static Customer CustomerIn(CustomerSet set, long contactId) => set.Loaded.Single(customer => customer.Has(contactId));

    private static HashSet<Contact> ContactsIn(CustomerSet set, long[] contactIds) =>
        [.. set.Loaded.SelectMany(customer => customer.Contacts).Where(contact => contactIds.Contains(contact.Id))];

    private TResult Change<TResult>(CustomerSet set, Func<CustomerSet, TResult> change)
    {
        var result = change(set);
        Save(set);
        return result;
    }

    private CustomerSet WithBonds(CustomerSet set, Identifier? wanted)
    {
        var loaded = set.Loaded.SelectMany(customer => customer.Contacts).ToHashSet();
        var ids = loaded.Select(contact => contact.Id).ToHashSet();
        var held = loaded.SelectMany(contact => contact.Identifiers).ToHashSet();
        var known = marks.Where(mark => held.Contains(mark.Identifier) || mark.Identifier.Equals(wanted)).ToList();
        var placed = standIns.FindAll(standIn => ids.Contains(standIn.ContactId));
        var named = ids.Union(placed.Select(standIn => standIn.RemovedId)).ToHashSet();
        var apart = separations
            .Where(separation => ids.Contains(separation.ContactId) || ids.Contains(separation.OtherContactId))
            .ToList();
        set.Add(new Bonds(
            [.. events.Where(recorded => named.Contains(recorded.ContactId ?? 0) || recorded.Data.NamedContactIds().Overlaps(named))],
            known,
            Live.Except(loaded).SelectMany(contact => contact.Identifiers).ToHashSet(),
            apart,
            [],
            placed));
        return set;
    }

    private void SaveBonds(CustomerSet set)
    {
        var erasedIds = set.Erased.Select(contact => contact.Id).ToHashSet();
        if (set.ClearsReasons)
            ClearReasons(erasedIds, [.. set.Shared.Removed.Select(mark => mark.Id)]);
        separations.ExceptWith(set.Separations!.Removed);
        separations.UnionWith(set.Separations.Added);
        standIns.RemoveAll(standIn => erasedIds.Contains(standIn.ContactId));
        standIns.AddRange(set.StandIns);
        marks.RemoveAll(set.Shared.Removed.Contains);
        // After the events of earlier sets. The links of a request come before its marks, and those of a change by hand after them.
        var eventsBefore = events.Count + (set.Events.Any(customerEvent => customerEvent is LinkRefused) ? set.Events.Count : 0);
        foreach (var mark in set.Shared.Added)
        {
            mark.MarkInserted(++lastMarkId, StartTime.AddHours(eventsBefore - 0.5));
            marks.Add(mark);
        }
    }

    private void ClearReasons(HashSet<long> contactIds, HashSet<long> markIds)
    {
        for (var index = 0; index < events.Count; index++)
        {
            var data = events[index].Data;
            if (contactIds.Contains(events[index].ContactId ?? 0)
                || data.NamedContactIds().Overlaps(contactIds)
                || markIds.Contains(data.SharedIdentifierId ?? 0))
            {
                events[index] = events[index] with { Data = data with { Reason = null } };
            }
        }
    }
}
