using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Customers that are created, linked, merged, split and have contacts removed. All contacts hold one email address.</summary>
internal sealed class RandomHistory
{
    private readonly List<List<Contact>> customers = [];
    private readonly PairsTogether pairs = new();

    public CustomerSketch Sketch { get; } = new();

    public void Apply(int kind, int one, int other, int choice)
    {
        if (customers.Count == 0 || kind == 0)
            Create();
        else if (kind == 1)
            Link(customers[one % customers.Count]);
        else if (kind is 2 or 3 && one % customers.Count != other % customers.Count)
            Merge(customers[one % customers.Count], customers[other % customers.Count]);
        else if (kind == 4)
            Split(customers[one % customers.Count], choice);
        else if (kind == 5)
            Remove(customers[one % customers.Count], choice);
        // Each customer is in order of age, so that the first contact is its primary.
        foreach (var customer in customers)
            customer.Sort(Contact.OldestFirst);
        pairs.Update(customers, Sketch.LastEventId);
    }

    public IEnumerable<(Contact One, Contact Other)> PairsTogether() => pairs.Pairs;

    public long JoinOf(Contact one, Contact other) => pairs.SinceWhen(one, other);

    private void Create()
    {
        customers.Add([Sketch.Add("a@example.com")]);
        Record(EventTypes.ContactCreated, customers[^1], new EventData());
    }

    private void Link(List<Contact> customer)
    {
        customer.Add(Sketch.Add("a@example.com"));
        Record(EventTypes.ContactLinked, customer, new EventData { SecondaryContactId = customer[^1].Id });
    }

    private void Merge(List<Contact> one, List<Contact> other)
    {
        var (older, younger) = one[0].Id < other[0].Id ? (one, other) : (other, one);
        Record(EventTypes.ContactMerged, older, new EventData { MergedContactIds = [younger[0].Id], MovedContactIds = IdsOf(younger) });
        older.AddRange(younger);
        customers.Remove(younger);
    }

    private void Split(List<Contact> customer, int choice)
    {
        var moved = customer.Where((_, index) => index > 0 && (choice >> (index % 8) & 1) == 1).ToList();
        if (moved.Count == 0)
            return;
        Record(EventTypes.ContactSplit, customer, new EventData { SpawnedContactId = moved[0].Id, MovedContactIds = IdsOf(moved) });
        customer.RemoveAll(moved.Contains);
        customers.Add(moved);
    }

    private void Remove(List<Contact> customer, int choice)
    {
        var removed = customer.Where((_, index) => (choice >> (index % 8) & 1) == 1).ToList();
        if (removed.Count == 0)
            return;
        var former = customer[0];
        customer.RemoveAll(removed.Contains);
        var primary = customer.FirstOrDefault() ?? former;
        Sketch.Record(EventTypes.ContactRemoved, primary.Id, new EventData { RemovedContactIds = IdsOf(removed) });
        if (customer.Count == 0)
            customers.Remove(customer);
    }

    private void Record(string type, List<Contact> customer, EventData data) => Sketch.Record(type, customer[0].Id, data);

    private static List<long> IdsOf(IEnumerable<Contact> contacts) => [.. contacts.Select(contact => contact.Id)];
}
