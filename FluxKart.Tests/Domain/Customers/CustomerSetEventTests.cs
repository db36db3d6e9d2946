using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The events that a request records: what it did, and why.</summary>
public sealed class CustomerSetEventTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Events_WhenNothingMatches_AreOneContactCreated()
    {
        var created = Single<ContactCreated>(store.Apply("a@example.com", "1"));

        Assert.Same(store.Contacts[0], created.Primary);
    }

    [Theory]
    [InlineData("a@example.com", "1")]
    [InlineData("a@example.com", null)]
    [InlineData(null, "1")]
    public void Events_WhenTheCustomerHoldsEveryValue_AreEmpty(string? email, string? phoneNumber)
    {
        store.AddPrimary("a@example.com", "1");

        Assert.Empty(store.Apply(email, phoneNumber).Events);
    }

    [Theory]
    [InlineData("a@example.com", "2", 1L, null)]
    [InlineData("b@example.com", "1", null, 1L)]
    public void Events_WhenTheRequestHasANewValue_AreOneLinkThatNamesTheMatchingContact(
        string email, string phoneNumber, long? byEmail, long? byPhoneNumber)
    {
        var primary = store.AddPrimary("a@example.com", "1");

        var linked = Single<ContactLinked>(store.Apply(email, phoneNumber));

        Assert.Same(primary, linked.Primary);
        Assert.Same(store.Contacts[1], linked.Secondary);
        Assert.Equal((byEmail, byPhoneNumber), (linked.MatchedBy.Email?.Id, linked.MatchedBy.PhoneNumber?.Id));
    }

    [Fact]
    public void Events_WhenSeveralContactsHoldTheIdentifier_NameTheOldest()
    {
        var primary = store.AddPrimary("a@example.com", age: 9);
        store.AddSecondary(primary, "b@example.com", "1", age: 1);
        var oldest = store.AddSecondary(primary, "c@example.com", "1", age: 2);

        var linked = Single<ContactLinked>(store.Apply("new@example.com", "1"));

        Assert.Same(oldest, linked.MatchedBy.PhoneNumber);
        Assert.Null(linked.MatchedBy.Email);
    }

    [Fact]
    public void Events_WhenKnownValuesConnectTwoCustomers_AreOneMergeThatNamesBothMatchingContacts()
    {
        var older = store.AddPrimary("a@example.com", "1");
        var byEmail = store.AddSecondary(older, "b@example.com", "1");
        var younger = store.AddPrimary("c@example.com", "2");
        var byPhoneNumber = store.AddSecondary(younger, "c@example.com", "3");

        var merged = Single<CustomersMerged>(store.Apply("b@example.com", "3"));

        Assert.Same(older, merged.Primary);
        Assert.Equal([younger], merged.Demoted);
        Assert.Equal([younger, byPhoneNumber], merged.Moved.OrderBy(contact => contact.Id));
        Assert.Equal(new MatchedBy(byEmail, byPhoneNumber), merged.MatchedBy);
    }

    [Fact]
    public void Events_WhenTwoCustomersHoldTheSameValue_AreAMergeAndThenALink()
    {
        var older = store.AddPrimary("a@example.com", "1");
        var younger = store.AddPrimary("a@example.com", "2");

        var identification = store.Apply("a@example.com", "3");

        Assert.Collection(
            identification.Events,
            first => Assert.Equal([younger], Assert.IsType<CustomersMerged>(first).Demoted),
            second => Assert.Same(store.Contacts[2], Assert.IsType<ContactLinked>(second).Secondary));
        Assert.Equal((IdentificationOutcome.Merged, 1), (identification.Outcome, identification.MergedCount));
        Assert.All(identification.Events, customerEvent => Assert.Same(older, customerEvent.Primary));
    }

    [Fact]
    public void Events_WhenRequestsShareOneSet_AreSeparateForEachRequestAndInOrderInTheSet()
    {
        ContactDetails[] requests =
            [Parsed.Details("a@example.com", "1"), Parsed.Details("b@example.com", "2"), Parsed.Details("a@example.com", "2")];
        var set = store.Load(requests);

        var identifications = requests.Select(set.Identify).ToList();

        Assert.Equal(set.Events, identifications.SelectMany(identification => identification.Events));
        Assert.Equal(
            [typeof(ContactCreated), typeof(ContactCreated), typeof(CustomersMerged)],
            set.Events.Select(customerEvent => customerEvent.GetType()));
        var merged = Assert.IsType<CustomersMerged>(set.Events[^1]);
        Assert.Equal((set.Created[0], set.Created[1]), (merged.MatchedBy?.Email, merged.MatchedBy?.PhoneNumber));
    }

    private static TEvent Single<TEvent>(Identification identification)
        where TEvent : CustomerEvent => Assert.IsType<TEvent>(Assert.Single(identification.Events));
}
