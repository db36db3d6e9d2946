using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5: what a customer falls apart into without an identifier, or without contacts.</summary>
public sealed class LinkGraphPartsTests
{
    private readonly CustomerSketch customer = new();

    [Fact]
    public void PartsWithout_WhenOneIdentifierLinksAll_FallsApartIntoEachContactOldestFirst()
    {
        var one = customer.Add("info@example.com", "1");
        customer.Add("info@example.com", "2");
        customer.Add("info@example.com", "3");
        customer.Add("d@example.com", "2");

        Assert.Equal("1 | 2 4 | 3", LinkText.Of(customer.ToGraph().PartsWithout(one.Email!)));
    }

    [Fact]
    public void PartsWithout_WhenAnotherIdentifierLinksToo_StaysTogether()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("a@example.com", "1");

        Assert.Equal("1 2", LinkText.Of(customer.ToGraph().PartsWithout(one.Email!)));
    }

    [Fact]
    public void PartsWithout_WhenARequestNamedTheIdentifier_PartsWhatTheRequestLinked()
    {
        var (one, other) = (customer.Add("a@example.com", "1"), customer.Add("b@example.com", "2"));
        customer.Request(one, other);
        var graph = customer.ToGraph();

        Assert.Equal("1 | 2", LinkText.Of(graph.PartsWithout(one.Email!)));
        Assert.Equal("1 | 2", LinkText.Of(graph.PartsWithout(other.PhoneNumber!)));
        Assert.Equal("1 2", LinkText.Of(graph.PartsWithout(other.Email!)));
    }

    [Fact]
    public void PartsWithout_WhenARequestNamedTheIdentifierOfSeveral_LinksThemAll()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        customer.Add("c@example.com", "2");
        customer.Request(one, two);

        Assert.Equal("1 | 2 3", LinkText.Of(customer.ToGraph().PartsWithout(one.Email!)));
    }

    [Fact]
    public void PartsWithout_WhenContactsWereMergedByHand_KeepsThemTogether()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "1");
        customer.Add("c@example.com", "1");
        customer.MergeByHand(one, two);

        Assert.Equal("1 2 | 3", LinkText.Of(customer.ToGraph().PartsWithout(one.PhoneNumber!)));
    }

    [Fact]
    public void PartsWithout_WhenContactsWereLinkedBeforeEventsWereKept_KeepsTheOldestOfEachPieceTogether()
    {
        customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        var three = customer.Add("c@example.com", "3");
        customer.Add("d@example.com", "3");

        Assert.Equal("1 2 3 | 4", LinkText.Of(customer.ToGraph().PartsWithout(three.PhoneNumber!)));
    }

    [Fact]
    public void PartsWithout_WhenAPatternCoversTheIdentifier_PartsWhatItOnceLinked()
    {
        var one = customer.Add("info@example.com", "1");
        customer.Add("info@example.com", "2");
        customer.Add("info@example.com", "3");
        var graph = customer.ToGraph("info@*");

        Assert.Equal("1 | 2 | 3", LinkText.Of(graph.PartsWithout(one.Email!)));
        Assert.Equal("1 2 3", LinkText.Of(graph.PartsWithout(one.PhoneNumber!)));
    }

    [Fact]
    public void PartsWithout_WhenAContactIsRemoved_FallsApartAsIfItHadNeverCome()
    {
        customer.Add("a@example.com", "1");
        var mistyped = customer.Add("a@example.com", "2");
        customer.Add("b@example.com", "2");

        Assert.Equal("1 | 3", LinkText.Of(Without(mistyped)));
    }

    [Fact]
    public void PartsWithout_WhenAllContactsAreRemoved_IsEmpty() =>
        Assert.Empty(Without(customer.Add("a@example.com", "1"), customer.Add("a@example.com", "2")));

    [Fact]
    public void PartsWithout_WhenAnotherContactHoldsWhatARequestNamed_KeepsTheLinkOfTheRequest()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        var three = customer.Add("a@example.com", "3");
        customer.Request(one, two);

        Assert.Equal("2 3", LinkText.Of(Without(one)));
        Assert.Equal("2", LinkText.Of(Without(one, three)));
        Assert.Equal("1 3", LinkText.Of(Without(two)));
    }

    [Fact]
    public void PartsWithout_WhenNobodyHoldsWhatTwoRequestsNamed_LinksNothingByThem()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Request(one, customer.Add("b@example.com", "2"));
        customer.Request(one, customer.Add("c@example.com", "3"));

        Assert.Equal("2 | 3", LinkText.Of(Without(one)));
    }

    [Fact]
    public void PartsWithout_WhenAPrimaryThatAPersonMergedIsRemoved_MovesTheLinkToTheOldestThatWasLinkedToIt()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        customer.Add("c@example.com", "2");
        customer.Add("d@example.com", "2");
        customer.MergeByHand(one, two);

        Assert.Equal("1 3 4", LinkText.Of(Without(two)));
    }

    [Fact]
    public void PartsWithout_WhenNothingIsLinkedToAPrimaryThatAPersonMerged_EndsTheLink()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        var three = customer.Add("c@example.com", "3");
        customer.MergeByHand(one, two);
        customer.MergeByHand(two, three);

        Assert.Equal("1 | 3", LinkText.Of(Without(two)));
    }

    [Fact]
    public void PartsWithout_WhenTheOldestOfAPieceIsRemoved_LinksTheNextOldestAsBefore()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        customer.Add("c@example.com", "3");

        Assert.Equal("2 3", LinkText.Of(Without(one)));
    }

    [Fact]
    public void StandInsFor_WhenARequestNamedTheContact_AreTheOldestOthersWithTheSameValue()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        customer.Add("a@example.com", "3");
        customer.Add("a@example.com", "2");
        customer.Request(one, two);

        Assert.Equal([new StandIn(1, StandInRole.Email, 3)], StandInsFor(one));
        Assert.Equal([new StandIn(2, StandInRole.PhoneNumber, 4)], StandInsFor(two));
        Assert.Equal([new StandIn(1, StandInRole.Email, 3), new StandIn(2, StandInRole.PhoneNumber, 4)], StandInsFor(one, two));
    }

    [Fact]
    public void StandInsFor_WhenNoOtherContactHoldsTheValue_IsEmpty()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Request(one, customer.Add("b@example.com", "2"));

        Assert.Empty(StandInsFor(one));
    }

    [Fact]
    public void StandInsFor_WhenNoEventDependsOnTheContact_IsEmpty()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("a@example.com", "2");

        Assert.Empty(StandInsFor(one));
    }

    [Fact]
    public void StandInsFor_WhenTheContactHeldBothValuesOfARequest_IsEmpty()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("a@example.com", "2");
        customer.Request(one, one);

        Assert.Empty(StandInsFor(one));
    }

    [Fact]
    public void StandInsFor_WhenAPersonMergedTheContact_IsTheOldestOfThoseLinkedToItOtherwise()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        customer.Add("c@example.com", "2");
        customer.MergeByHand(one, two);

        Assert.Equal([new StandIn(2, StandInRole.Customer, 3)], StandInsFor(two));
        Assert.Empty(StandInsFor(one));
    }

    [Fact]
    public void StandInsFor_WhenASplitKeptThePrimary_IsTheOldestOfThoseKeptWithIt()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "1");
        customer.Add("c@example.com", "3");
        customer.Split(one, two);

        Assert.Equal([new StandIn(1, StandInRole.Kept, 3)], StandInsFor(one));
        Assert.Empty(StandInsFor(two));
    }

    [Fact]
    public void StandInsFor_WhenAStandInIsRemovedItself_NamesAnotherForTheEarlierContact()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "2");
        var three = customer.Add("a@example.com", "3");
        var four = customer.Add("a@example.com", "4");
        customer.Request(one, two);
        customer.Remove(one);

        Assert.Equal([new StandIn(1, StandInRole.Email, 4)], StandInsFor(three));
        Assert.Empty(StandInsFor(three, four));
        Assert.Empty(StandInsFor(two));
    }

    [Fact]
    public void StandInsFor_WhenTheEventNamesOnlyRemovedContacts_StillNamesAnotherForAStandIn()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("a@example.com", "2");
        customer.AddStandIn(new StandIn(9, StandInRole.Email, one.Id));

        Assert.Equal([new StandIn(9, StandInRole.Email, 2)], StandInsFor(one));
    }

    private IReadOnlyList<IReadOnlyList<Contact>> Without(params Contact[] removed) =>
        customer.ToGraph().PartsWithout(removed.ToHashSet());

    private IReadOnlyList<StandIn> StandInsFor(params Contact[] removed) => customer.ToGraph().StandInsFor(removed.ToHashSet());
}
