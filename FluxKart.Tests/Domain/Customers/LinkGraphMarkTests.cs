using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>
/// The contract's section 5, shared identifiers: a mark leaves the links that its identifier has made. A split ends those between its two
/// sides, and a merge by hand does not make them again.
/// </summary>
public sealed class LinkGraphMarkTests
{
    private readonly CustomerSketch customer = new();
    private readonly Contact one;
    private readonly Contact two;
    private readonly Contact three;

    public LinkGraphMarkTests()
    {
        one = customer.Add("a@example.com", "1");
        two = customer.Add("b@example.com", "1");
        three = customer.Add("c@example.com", "1");
    }

    private PhoneNumber Phone => one.PhoneNumber!;

    [Fact]
    public void SpanningTree_WhenASplitEndedALink_NamesTheMergeByHandInstead()
    {
        var merge = SplitAndMerge(three);

        var links = customer.ToGraph().SpanningTree;

        Assert.Equal(["2-1 PhoneNumber", "3-1 Manual"], LinkText.Of(links));
        Assert.Equal([null, merge.Id], links.Select(link => link.EventId));
    }

    [Fact]
    public void SpanningTree_WhenASplitMovedContactsTogether_StillLinksThemByTheIdentifier()
    {
        SplitAndMerge(two, three);

        Assert.Equal(["2-1 Manual", "3-2 PhoneNumber"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenTheMarkCameAfterTheMerge_LinksAllByTheIdentifier()
    {
        customer.Split(one, three);
        customer.MergeByHand(one, three);
        customer.Mark(Phone);

        Assert.Equal(["2-1 PhoneNumber", "3-1 PhoneNumber"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAnOlderContactWasRecordedAfterTheMark_DoesNotLinkItByTheIdentifier()
    {
        customer.Mark(Phone);
        // As by an import, whose file says when the contact was created.
        customer.Record(EventTypes.ContactLinked, one.Id, new EventData { SecondaryContactId = three.Id });

        Assert.Equal(["2-1 PhoneNumber", "3-1 Unrecorded"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void FindChain_WhenASplitEndedALink_LeadsOverTheMergeByHand()
    {
        SplitAndMerge(three);

        Assert.Equal(["2-1 PhoneNumber", "3-1 Manual"], LinkText.Of(customer.ToGraph().FindChain(2, 3)!.Links));
    }

    [Fact]
    public void PartsWithout_WhenASplitEndedALink_PartsOnlyWhatTheIdentifierStillLinks()
    {
        SplitAndMerge(three);

        Assert.Equal("1 3 | 2", LinkText.Of(customer.ToGraph().PartsWithout(Phone)));
    }

    [Fact]
    public void PartsWithout_WhenTheContactOfAMergeByHandIsRemoved_MovesTheLinkToOneThatTheIdentifierStillLinks()
    {
        SplitAndMerge(three);

        Assert.Equal("2 3", LinkText.Of(customer.ToGraph().PartsWithout(new HashSet<Contact> { one })));
    }

    [Fact]
    public void PartsWithout_WhenAllThatTheIdentifierLinkedAreRemoved_PartsTheOthersThatHoldIt()
    {
        var four = customer.Add("d@example.com", "1");
        SplitAndMerge(three);
        customer.Split(one, four);
        customer.MergeByHand(one, four);

        Assert.Equal("3 | 4", LinkText.Of(customer.ToGraph().PartsWithout(new HashSet<Contact> { one, two })));
    }

    [Fact]
    public void StandInsFor_WhenASplitEndedALink_IsAContactThatTheIdentifierStillLinks()
    {
        var four = customer.Add("d@example.com", "4");
        customer.Request(four, two);
        SplitAndMerge(two, three);

        Assert.Equal(
            [new StandIn(two.Id, StandInRole.PhoneNumber, three.Id), new StandIn(two.Id, StandInRole.Customer, three.Id)],
            customer.ToGraph().StandInsFor(new HashSet<Contact> { two }));
    }

    [Fact]
    public void StandInsFor_WhenTheIdentifierLinksNoOtherContact_HasNoneThatHoldsIt()
    {
        var four = customer.Add("d@example.com", "4");
        customer.Request(four, three);
        SplitAndMerge(three, four);

        Assert.Equal(
            [new StandIn(three.Id, StandInRole.Customer, four.Id)],
            customer.ToGraph().StandInsFor(new HashSet<Contact> { three }));
    }

    [Fact]
    public void FindCut_WhenTheIdentifierLinksOneEndToAMergeByHand_IsTheIdentifier()
    {
        SplitAndMerge(three);

        var cut = customer.ToGraph().FindCut(2, 3);

        Assert.Equal([Phone], cut!.Identifiers);
        Assert.Equal("1 3 | 2", LinkText.Of(cut.Parts));
    }

    [Fact]
    public void FindCut_WhenAnIdentifierWouldBeCutTwice_NamesItOnce()
    {
        // One way leads by the phone number to the second contact and on by the email address, the other by hand and the phone number.
        var four = customer.Add("b@example.com", "1");
        SplitAndMerge(three, four);

        var cut = customer.ToGraph().FindCut(1, 4);

        Assert.Equal([Phone], cut!.Identifiers);
        Assert.Equal("1 3 | 2 4", LinkText.Of(cut.Parts));
    }

    [Fact]
    public void FindArticulations_WhenAnIdentifierHasSeveralNodes_NamesItOnceWithAllThatComesApart()
    {
        var four = customer.Add("d@example.com", "1");
        SplitAndMerge(three, four);

        var found = Assert.Single(customer.ToGraph().FindArticulations());

        Assert.Equal("1 3 | 2 | 4", LinkText.Of(customer.ToGraph().PartsWithout(Phone)));
        Assert.Equal((Phone, 4, 5L, 3), (found.Identifier, found.Contacts, found.Pairs, found.Customers));
    }

    /// <summary>Splits contacts off, as the service does: the phone number that both sides hold becomes shared. Then merges them.</summary>
    private RecordedEvent SplitAndMerge(params Contact[] moved)
    {
        customer.Mark(Phone);
        customer.Split(one, moved);
        return customer.MergeByHand(one, moved[0], moved[1..]);
    }
}
