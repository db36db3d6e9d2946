using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 4, explanation: a test for each sentence.</summary>
public sealed class LinkGraphTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void SpanningTree_WhenCustomerHasOneContact_IsEmpty()
    {
        store.Identify("a@example.com", "1");

        Assert.Empty(store.GraphOf(1).SpanningTree);
    }

    [Theory]
    [InlineData("a@example.com", "2", LinkReason.Email)]
    [InlineData("b@example.com", "1", LinkReason.PhoneNumber)]
    public void SpanningTree_WhenContactsShareAValue_LinksTheYoungerToTheOlderByIt(string email, string phoneNumber, LinkReason reason)
    {
        store.Identify("a@example.com", "1");
        store.Identify(email, phoneNumber);

        var link = Assert.Single(store.GraphOf(1).SpanningTree);

        Assert.Equal((2, 1), (link.From.Id, link.To.Id));
        Assert.Equal([reason], link.By);
        Assert.Equal((2, store.Events[1].Time), (link.EventId, link.At));
    }

    [Fact]
    public void SpanningTree_WhenContactsShareBothValues_NamesBoth()
    {
        var primary = store.AddPrimary("a@example.com", "1");
        store.AddSecondary(primary, "a@example.com", "1");

        var link = Assert.Single(store.GraphOf(1).SpanningTree);

        Assert.Equal([LinkReason.Email, LinkReason.PhoneNumber], link.By);
    }

    [Fact]
    public void SpanningTree_WhenARequestAddedNoContact_LinksTheContactsThatItNamed()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("a@example.com", "2");

        var link = Assert.Single(store.GraphOf(2).SpanningTree);

        Assert.Equal((2, 1), (link.From.Id, link.To.Id));
        Assert.Equal([LinkReason.Request], link.By);
        Assert.Equal((3, store.Events[2].Time), (link.EventId, link.At));
    }

    [Fact]
    public void SpanningTree_WhenContactsWereLinkedBeforeEventsWereKept_HasNeitherTimeNorEvent()
    {
        var primary = store.AddPrimary("a@example.com", "1");
        store.AddSecondary(primary, "a@example.com", "2");
        store.AddSecondary(primary, "b@example.com", "3");

        Assert.Collection(
            store.GraphOf(1).SpanningTree,
            shared => Assert.Equal(
                (2, 1, LinkReason.Email, null, null), (shared.From.Id, shared.To.Id, shared.By.Single(), shared.At, shared.EventId)),
            other => Assert.Equal(
                (3, 1, LinkReason.Unrecorded, null, null), (other.From.Id, other.To.Id, other.By.Single(), other.At, other.EventId)));
    }

    [Fact]
    public void SpanningTree_WhenAContactSharesAValueAndWasNamedByARequest_PrefersTheValue()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        // Connects the two, and adds no contact. Afterwards the third contact connects them by its values.
        store.Identify("a@example.com", "2");
        var primary = store.Contacts[0];
        store.AddSecondary(primary, "a@example.com", "2");

        var links = store.GraphOf(1).SpanningTree;

        Assert.Equal(
            [(3, 1, LinkReason.Email), (3, 2, LinkReason.PhoneNumber)],
            links.Select(link => (link.From.Id, link.To.Id, link.By.Single())));
    }

    [Fact]
    public void SpanningTree_WhenSeveralContactsHoldAValue_LinksEachToTheOldest()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Identify("c@example.com", "1");

        Assert.Equal([(2, 1), (3, 1)], store.GraphOf(3).SpanningTree.Select(link => (link.From.Id, link.To.Id)));
    }

    [Fact]
    public void SpanningTree_WhenCustomersWithTheSameValueWereMerged_NamesTheMerge()
    {
        // Other programs can store one value in two customers.
        store.AddPrimary("a@example.com", "1");
        store.AddPrimary("a@example.com", "2");
        store.Identify("a@example.com", "1");

        var link = Assert.Single(store.GraphOf(1).SpanningTree);

        Assert.Equal([LinkReason.Email], link.By);
        Assert.Equal((EventTypes.ContactMerged, 1), (store.Events[0].Type, link.EventId));
    }

    [Fact]
    public void SpanningTree_WhenContactsWereMergedTogether_NamesTheEventThatJoinedThemBefore()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("c@example.com", "2");
        store.Identify("a@example.com", "2");

        var links = store.GraphOf(1).SpanningTree;

        Assert.Equal(
            [(2, 1, LinkReason.Request, 4L), (3, 2, LinkReason.PhoneNumber, 3L)],
            links.Select(link => (link.From.Id, link.To.Id, link.By.Single(), link.EventId ?? 0)));
    }

    [Fact]
    public void SpanningTree_WhenASecondaryWasStoredWithoutAnEvent_DoesNotNameTheEventThatCreatedTheCustomer()
    {
        // As by a replica of a version without events, beside one with events.
        store.Identify("a@example.com", "1");
        store.AddSecondary(store.Contacts[0], "a@example.com", "2");

        var link = Assert.Single(store.GraphOf(1).SpanningTree);

        Assert.Equal((null, null), (link.EventId, link.At));
    }

    [Fact]
    public void SpanningTree_WhenUnrecordedCustomersWithTheSameValueWereMerged_NamesTheMerge()
    {
        store.AddPrimary("c@example.com", "9");
        store.AddPrimary("a@example.com", "1");
        store.AddPrimary("a@example.com", "2");
        // Another program has stored one email address in two customers, and this request merges all three.
        store.Identify("a@example.com", "9");

        var link = Assert.Single(store.GraphOf(1).SpanningTree, link => link.From.Id == 3);

        Assert.Equal((2, 1), (link.To.Id, link.EventId));
    }

    [Fact]
    public void FindChain_WhenContactsAreFarApart_ReturnsTheContactsAndLinksBetweenThemInOrder()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("c@example.com", "2");
        store.Identify("d@example.com", "1");

        var chain = store.GraphOf(1).FindChain(4, 1);

        Assert.NotNull(chain);
        Assert.Equal([4, 3, 2, 1], chain.Contacts.Select(contact => contact.Id));
        Assert.Equal([(4, 3), (3, 2), (2, 1)], chain.Links.Select(link => (link.From.Id, link.To.Id)));
    }

    [Fact]
    public void FindChain_WhenItStartsAtTheOlderContact_KeepsTheDirectionOfTheLinks()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");

        var chain = store.GraphOf(1).FindChain(1, 2);

        Assert.NotNull(chain);
        Assert.Equal([1, 2], chain.Contacts.Select(contact => contact.Id));
        Assert.Equal((2, 1), (chain.Links.Single().From.Id, chain.Links.Single().To.Id));
    }

    [Fact]
    public void FindChain_WhenBothEndsAreOneContact_HasNoLinks()
    {
        store.Identify("a@example.com", "1");

        var chain = store.GraphOf(1).FindChain(1, 1);

        Assert.NotNull(chain);
        Assert.Equal([1], chain.Contacts.Select(contact => contact.Id));
        Assert.Empty(chain.Links);
    }

    [Fact]
    public void FindChain_WhenContactIsNotOfTheCustomer_ReturnsNull()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "2");

        Assert.Null(store.GraphOf(1).FindChain(1, 2));
        Assert.Null(store.GraphOf(1).FindChain(2, 1));
    }
}
