using CsCheck;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>
/// A small random customer with links of all kinds. It has been split and merged again, with marks at any time, and perhaps a pattern.
/// </summary>
internal sealed class RandomLinks
{
    private readonly List<List<Contact>> customers = [];
    private readonly PairsTogether pairs = new();
    private readonly Dictionary<Identifier, (bool IsTakenApart, long Time, HashSet<Contact> Earlier)> marks = [];
    private readonly bool hasPattern;
    private readonly List<string> story = [];
    private long time;

    private RandomLinks(
        (int Email, int PhoneNumber, int Customer)[] contacts,
        (int Kind, int One, int Other, int Choice)[] steps,
        (int Email, int After, int Kind)[] marked,
        bool hasPattern)
    {
        this.hasPattern = hasPattern;
        foreach (var contact in contacts)
        {
            Add($"e{contact.Email}@example.com", contact.PhoneNumber == 0 ? null : $"{1000 + contact.PhoneNumber}", contact.Customer);
            MarkAfter(Customer.Contacts.Count);
        }

        // Nobody has recorded how the contacts came to their first customers.
        pairs.Update(customers, time: 0);
        foreach (var (index, step) in steps.Index())
        {
            Apply(step.Kind, step.One, step.Other, step.Choice);
            MarkAfter(contacts.Length + index + 1);
        }

        while (customers.Count > 1)
            Merge(customers[0], customers[1]);

        void MarkAfter(int count)
        {
            foreach (var (email, _, kind) in marked.Where(mark => 1 + (mark.After % (contacts.Length + steps.Length)) == count))
                Mark(Parsed.Email($"e{email}@example.com"), kind == 0);
        }
    }

    public static Gen<RandomLinks> Any { get; } = Gen.Select(
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[0, 3]).Array[2, 7],
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 511]).Array[0, 6],
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 12], Gen.Int[0, 2]).Array[0, 2],
        Gen.Bool,
        (contacts, steps, marked, hasPattern) => new RandomLinks(contacts, steps, marked, hasPattern));

    public CustomerSketch Customer { get; } = new();

    public List<(Contact HoldsEmail, Contact HoldsPhoneNumber)> Requests { get; } = [];

    public List<(Contact One, Contact Other)> ByHand { get; } = [];

    /// <summary>Of each contact that a split has left with others, what stands for them and the latest such split.</summary>
    public Dictionary<Contact, object> LeftWith { get; } = [];

    public string[] Patterns => hasPattern ? ["e1@*"] : [];

    public LinkGraph ToGraph() => Customer.ToGraph(Patterns);

    public bool IsCovered(Identifier identifier) => hasPattern && identifier.Value.StartsWith("e1@", StringComparison.Ordinal);

    /// <summary>
    /// The oldest of the contacts that an identifier links with one of its holders, or linked before a pattern covered it. Null if it does
    /// not even link the holder.
    /// </summary>
    public Contact? OldestLinked(Contact holder, Identifier identifier)
    {
        if (!marks.TryGetValue(identifier, out var mark))
            return Customer.Contacts.First(contact => contact.Identifiers.Contains(identifier));
        if (mark.IsTakenApart)
            return null;
        return Customer.Contacts.First(contact =>
            contact == holder || (contact.Identifiers.Contains(identifier)
                && mark.Earlier.Contains(contact)
                && mark.Earlier.Contains(holder)
                && pairs.SinceWhen(contact, holder) <= mark.Time));
    }

    public override string ToString() => string.Join("; ", [.. story, $"pattern {hasPattern}"]);

    private void Add(string email, string? phoneNumber, int customer)
    {
        var contact = Customer.Add(email, phoneNumber);
        if (customer >= customers.Count)
            customers.Add([]);
        customers[Math.Min(customer, customers.Count - 1)].Add(contact);
        story.Add($"{contact.Id}: {email} {phoneNumber} in {customers.FindIndex(known => known.Contains(contact))}");
    }

    private void Apply(int kind, int one, int other, int choice)
    {
        if (kind is 0 or 1)
            Request(Customer.Contacts[one % Customer.Contacts.Count], Customer.Contacts[other % Customer.Contacts.Count]);
        else if (kind == 2 && one % customers.Count != other % customers.Count)
            Merge(customers[one % customers.Count], customers[other % customers.Count]);
        else if (kind is 3 or 4)
            Split(customers[one % customers.Count], choice);
    }

    private void Mark(Identifier identifier, bool isTakenApart)
    {
        if (!marks.TryAdd(identifier, (isTakenApart, ++time, [.. Customer.Contacts])))
            return;
        Customer.Mark(identifier, isTakenApart);
        story.Add($"mark {identifier.Value} {isTakenApart}");
    }

    private void Request(Contact holdsEmail, Contact holdsPhoneNumber)
    {
        if (holdsEmail == holdsPhoneNumber || holdsPhoneNumber.PhoneNumber is null)
            return;
        Customer.Request(holdsEmail, holdsPhoneNumber);
        Requests.Add((holdsEmail, holdsPhoneNumber));
        story.Add($"request {holdsEmail.Id} {holdsPhoneNumber.Id}");
    }

    private void Merge(List<Contact> one, List<Contact> other)
    {
        var (older, younger) = one[0].Id < other[0].Id ? (one, other) : (other, one);
        Customer.MergeByHand(older[0], younger[0], [.. younger.Skip(1)]);
        ByHand.Add((older[0], younger[0]));
        story.Add($"merge {older[0].Id} {younger[0].Id}");
        older.AddRange(younger);
        older.Sort(Contact.OldestFirst);
        customers.Remove(younger);
        pairs.Update(customers, ++time);
    }

    private void Split(List<Contact> customer, int choice)
    {
        var moved = customer.Where((_, index) => index > 0 && (choice >> index & 1) == 1).ToList();
        if (moved.Count == 0)
            return;
        customer.RemoveAll(moved.Contains);
        var onBothSides = customer.SelectMany(contact => contact.Identifiers).Intersect(moved.SelectMany(contact => contact.Identifiers));
        foreach (var identifier in onBothSides.Where(_ => (choice & 1) == 1))
            Mark(identifier, isTakenApart: false);
        Customer.Split(customer[0], [.. moved]);
        ByHand.RemoveAll(link => moved.Contains(link.One) != moved.Contains(link.Other));
        story.Add($"split {string.Join(' ', moved.Select(contact => contact.Id))}");
        customers.Add(moved);
        foreach (var part in new[] { customer, moved })
        {
            var group = new object();
            part.ForEach(contact => LeftWith[contact] = group);
        }

        pairs.Update(customers, ++time);
    }
}
