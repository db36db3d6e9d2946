using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>Stored values that are brought to the rules of today.</summary>
public sealed partial class CustomerSet
{
    private readonly HashSet<Contact> revised = [];

    /// <summary>Stored contacts whose values have changed, in no particular order.</summary>
    public IReadOnlyCollection<Contact> Revised => revised;

    /// <summary>The contact with this id, as it was loaded; null if it was not.</summary>
    public Contact? FindLoaded(long contactId) => FindCustomer(contactId)?.Contacts.FirstOrDefault(contact => contact.Id == contactId);

    /// <summary>
    /// Gives a stored contact other values, and joins its customer with those that hold them, by the rule of requests. Its own customer is
    /// the first candidate.
    /// </summary>
    /// <param name="contactId">One of the loaded contacts.</param>
    /// <param name="details">What it holds from now on.</param>
    public void Revise(long contactId, ContactDetails details)
    {
        var customer = FindCustomer(contactId) ?? throw new ArgumentException("The contact is not loaded.", nameof(contactId));
        var contact = customer.Contacts.Single(one => one.Id == contactId);
        contact.Revise(details);
        revised.Add(contact);
        holders.Add(contact, customer);
        var joined = new List<Customer> { customer };
        var refusals = new List<Refusal>();
        foreach (var candidate in CandidatesOf(details).Where(candidate => candidate != customer))
        {
            if (WhyRefused(candidate, joined, details) is { } why)
                refusals.Add(new Refusal(candidate.Primary, MatchesOf(candidate, details), why));
            else
                joined.Add(candidate);
        }

        Refuse(joined.Count > 1 ? Link(joined, details) : customer, refusals);
    }

    /// <summary>Gives a mark another identifier. If that is marked already, the mark goes.</summary>
    /// <param name="mark">One of the marks in <see cref="Bonds"/>.</param>
    /// <param name="identifier">What it marks from now on.</param>
    public void Revise(SharedIdentifier mark, Identifier identifier)
    {
        if (Bonds.Marks.FirstOrDefault(one => one.Identifier.Equals(identifier)) is not { } other)
        {
            Shared.Revise(mark, identifier);
            return;
        }

        if (mark.IsTakenApart)
            Shared.TakeApart(other);
        Unmark(mark);
    }

    private Customer? FindCustomer(long contactId) =>
        (loadedByContactId ??= IndexLoaded()).TryGetValue(contactId, out var customer) ? customer.Current : null;
}
