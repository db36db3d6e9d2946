using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>What a request did, and why.</summary>
public sealed class CustomerSetEventTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Events_WhenNothingMatches_AreAContactCreated()
    {
        var happened = Single<ContactCreated>(store.Apply("a@example.com", "1"));

        Assert.Same(store.Contacts[0], happened.Primary);
    }

    [Theory]
    [InlineData("a@example.com", "1")]
    [InlineData("a@example.com", null)]
    [InlineData(null, "1")]
    public void Events_WhenTheCustomerHeldEverything_AreNone(string? email, string? phoneNumber)
    {
        store.AddPrimary("a@example.com", "1");

        Assert.Empty(store.Apply(email, phoneNumber).Events);
    }

    [Theory]
    [InlineData("a@example.com", "2", 1L, null)]
    [InlineData("b@example.com", "1", null, 1L)]
    public void Events_WhenTheRequestBringsSomethingNew_AreAContactLinkedByWhatMatched(
        string email, string phoneNumber, long? byEmail, long? byPhoneNumber)
    {
        var primary = store.AddPrimary("a@example.com", "1");

        var happened = Single<ContactLinked>(store.Apply(email, phoneNumber));

        Assert.Same(primary, happened.Primary);
        Assert.Same(store.Contacts[1], happened.Secondary);
        Assert.Equal((byEmail, byPhoneNumber), (happened.MatchedBy.Email?.Id, happened.MatchedBy.PhoneNumber?.Id));
    }

    [Fact]
    public void Events_WhenSeveralContactsHoldTheIdentifier_NameTheOldest()
    {
        var primary = store.AddPrimary("a@example.com", age: 9);
        store.AddSecondary(primary, "b@example.com", "1", age: 1);
        var oldest = store.AddSecondary(primary, "c@example.com", "1", age: 2);

        var happened = Single<ContactLinked>(store.Apply("new@example.com", "1"));

        Assert.Same(oldest, happened.MatchedBy.PhoneNumber);
        Assert.Null(happened.MatchedBy.Email);
    }

    [Fact]
    public void Events_WhenKnownValuesConnectTwoCustomers_AreOneMergeByTheContactsThatHeldThem()
    {
        var older = store.AddPrimary("a@example.com", "1");
        var byEmail = store.AddSecondary(older, "b@example.com", "1");
        var younger = store.AddPrimary("c@example.com", "2");
        var byPhoneNumber = store.AddSecondary(younger, "c@example.com", "3");

        var happened = Single<CustomersMerged>(store.Apply("b@example.com", "3"));

        Assert.Same(older, happened.Primary);
        Assert.Equal([younger], happened.Demoted);
        Assert.Equal([younger, byPhoneNumber], happened.Moved.OrderBy(contact => contact.Id));
        Assert.Equal(new MatchedBy(byEmail, byPhoneNumber), happened.MatchedBy);
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
        Assert.All(identification.Events, happened => Assert.Same(older, happened.Primary));
    }

    [Fact]
    public void Events_WhenRequestsShareOneSet_AreEachRequestsOwnAndInTheSetInOrder()
    {
        ContactDetails[] requests = [Orders.Details("a@example.com", "1"), Orders.Details("b@example.com", "2"), Orders.Details("a@example.com", "2")];
        var set = store.Load(requests);

        var identifications = requests.Select(set.Identify).ToList();

        Assert.Equal(set.Events, identifications.SelectMany(identification => identification.Events));
        Assert.Equal(
            [typeof(ContactCreated), typeof(ContactCreated), typeof(CustomersMerged)], set.Events.Select(happened => happened.GetType()));
        var merged = Assert.IsType<CustomersMerged>(set.Events[^1]);
        Assert.Equal((set.Created[0], set.Created[1]), (merged.MatchedBy.Email, merged.MatchedBy.PhoneNumber));
    }

    private static TEvent Single<TEvent>(Identification identification)
        where TEvent : CustomerEvent => Assert.IsType<TEvent>(Assert.Single(identification.Events));
}
