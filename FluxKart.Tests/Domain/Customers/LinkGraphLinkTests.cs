using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's sections 4 and 5: which links hold a customer together, in the order of their preference.</summary>
public sealed class LinkGraphLinkTests
{
    private readonly CustomerSketch customer = new();

    [Fact]
    public void SpanningTree_WhenCustomersWereMergedByHand_LinksTheirPrimariesByTheMerge()
    {
        var merge = customer.MergeByHand(customer.Add("a@example.com"), customer.Add("b@example.com"));

        var link = Assert.Single(customer.ToGraph().SpanningTree);

        Assert.Equal(["2-1 Manual"], LinkText.Of([link]));
        Assert.Equal((merge.Id, merge.Time), (link.EventId, link.At));
    }

    [Fact]
    public void SpanningTree_WhenContactsWereMergedByHandAndShareAValue_PrefersTheValue()
    {
        customer.MergeByHand(customer.Add("a@example.com", "1"), customer.Add("b@example.com", "1"));

        Assert.Equal(["2-1 PhoneNumber"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenContactsWereMergedByHandAndByARequest_PrefersTheRequest()
    {
        var (one, other) = (customer.Add("a@example.com", "1"), customer.Add("b@example.com", "2"));
        customer.MergeByHand(one, other);
        customer.Request(one, other);

        Assert.Equal(["2-1 Request"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenASplitUndidAMergeByHand_DoesNotNameTheMerge()
    {
        var (one, other) = (customer.Add("a@example.com"), customer.Add("b@example.com"));
        customer.MergeByHand(one, other);
        customer.Split(one, other);

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenCustomersWereMergedByHandAgain_NamesTheSecondMerge()
    {
        var (one, other) = (customer.Add("a@example.com"), customer.Add("b@example.com"));
        customer.MergeByHand(one, other);
        customer.Split(one, other);
        var again = customer.MergeByHand(one, other);

        Assert.Equal(again.Id, Assert.Single(customer.ToGraph().SpanningTree).EventId);
    }

    [Fact]
    public void SpanningTree_WhenASplitLeftContactsTogether_NamesTheLatestSplit()
    {
        var (one, other) = (customer.Add("a@example.com"), customer.Add("b@example.com"));
        SplitOff(spawnedId: 8, of: one);
        var latest = SplitOff(spawnedId: 9, of: one);

        var link = Assert.Single(customer.ToGraph().SpanningTree);

        Assert.Equal(["2-1 Manual"], LinkText.Of([link]));
        Assert.Equal((latest.Id, latest.Time), (link.EventId, link.At));
        Assert.Equal(other, link.From);
    }

    [Fact]
    public void SpanningTree_WhenASplitMovedContactsTogether_NamesIt()
    {
        var (one, other) = (customer.Add("a@example.com"), customer.Add("b@example.com"));
        var split = customer.Record(
            EventTypes.ContactSplit, 7, new EventData { SpawnedContactId = one.Id, MovedContactIds = [one.Id, other.Id] });

        Assert.Equal(split.Id, Assert.Single(customer.ToGraph().SpanningTree).EventId);
    }

    [Fact]
    public void SpanningTree_WhenASplitIsOfAnotherCustomer_IgnoresIt()
    {
        customer.Add("a@example.com");
        customer.Add("b@example.com");
        customer.Record(EventTypes.ContactSplit, 7, new EventData { SpawnedContactId = 8, MovedContactIds = [8] });

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAnIdentifierWasMarkedAfterItsContactsCame_StillLinksThemByIt()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        customer.Mark(one.PhoneNumber!);

        Assert.Equal(["2-1 PhoneNumber"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAContactCameAfterItsIdentifierWasMarked_DoesNotLinkItByThat()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Mark(one.PhoneNumber!);
        customer.Add("a@example.com", "1");

        Assert.Equal(["2-1 Email"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAnIdentifierWasTakenApart_DoesNotLinkByIt()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        customer.Mark(one.PhoneNumber!, isTakenApart: true);

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAPatternCoversWhatLinkedContacts_LinksThemByItAfterAllOthers()
    {
        var one = customer.Add("info@example.com", "1");
        customer.Add("info@example.com", "2");
        customer.Add("info@example.com", "2");
        customer.MergeByHand(one, customer.Add("d@example.com", "4"));

        Assert.Equal(
            ["2-1 Email", "3-2 PhoneNumber", "4-1 Manual"], LinkText.Of(customer.ToGraph("info@*").SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAPatternCoversAnIdentifierThatWasTakenApart_DoesNotLinkByIt()
    {
        var one = customer.Add("info@example.com");
        customer.Add("info@example.com");
        customer.Mark(one.Email!, isTakenApart: true);

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph("info@*").SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAPatternCoversWhatARequestNamed_DoesNotLinkByTheRequest()
    {
        customer.Request(customer.Add("info@example.com", "1"), customer.Add("b@example.com", "2"));

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph("info@*").SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenARequestNamedAContactOfAnotherCustomer_IgnoresIt()
    {
        customer.Add("b@example.com", "2");
        customer.Add("c@example.com", "3");
        customer.Record(EventTypes.ContactMerged, 1, new EventData { MatchedBy = new EventMatch(1, 9) });

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAContactThatARequestNamedWasRemoved_LinksTheOneThatTookItsPlace()
    {
        var one = customer.Add("a@example.com", "1");
        var other = customer.Add("b@example.com", "2");
        customer.Add("a@example.com", "3");
        customer.Request(one, other);
        customer.Remove(one);

        Assert.Equal(["3-2 Request"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenThePrimaryThatAPersonMergedWasRemoved_LinksTheOneThatTookItsPlace()
    {
        var one = customer.Add("a@example.com");
        var other = customer.Add("b@example.com", "2");
        customer.Add("c@example.com", "2");
        customer.MergeByHand(one, other);
        customer.Remove(other);

        Assert.Equal(["3-1 Manual"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAContactWasSplitOffBeforeItTookThePlaceOfAMergedOne_StillNamesTheMerge()
    {
        var one = customer.Add("a@example.com", "1");
        var other = customer.Add("b@example.com");
        var three = customer.Add("c@example.com", "1");
        customer.MergeByHand(one, other);
        customer.Split(one, three);
        customer.MergeByHand(one, three);
        customer.Remove(one);

        Assert.Equal(["3-2 Manual"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void SpanningTree_WhenAContactWasSplitOffAfterItTookThePlaceOfAMergedOne_DoesNotNameTheMerge()
    {
        var one = customer.Add("a@example.com", "1");
        var other = customer.Add("b@example.com");
        var three = customer.Add("c@example.com", "1");
        customer.MergeByHand(one, other);
        customer.Remove(one);
        customer.Split(other, three);

        Assert.Equal(["3-2 Unrecorded"], LinkText.Of(customer.ToGraph().SpanningTree));
    }

    [Fact]
    public void FindChain_WhenLinksAreOfAllKinds_LeadsOverThem()
    {
        var one = customer.Add("info@example.com", "1");
        var two = customer.Add("info@example.com", "2");
        var three = customer.Add("c@example.com", "3");
        var four = customer.Add("d@example.com", "4");
        customer.Request(two, three);
        customer.MergeByHand(three, four);
        customer.Add("e@example.com");
        var graph = customer.ToGraph("info@*");

        var chain = graph.FindChain(four.Id, 5);

        // The request named the email address that a pattern covers now, so the second contact hangs on the first alone.
        Assert.Equal(["4-3 Manual", "3-1 Unrecorded", "5-1 Unrecorded"], LinkText.Of(chain!.Links));
        Assert.Equal(["2-1 Email"], LinkText.Of(graph.FindChain(one.Id, two.Id)!.Links));
    }

    [Fact]
    public void FindChain_WhenAValueDoesNotLinkAContact_TakesNoStepByIt()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("a@example.com", "2");
        customer.Mark(one.PhoneNumber!);
        var three = customer.Add("c@example.com", "1");
        customer.MergeByHand(two, three);

        Assert.Equal(["2-1 Email", "3-2 Manual"], LinkText.Of(customer.ToGraph().FindChain(one.Id, three.Id)!.Links));
    }

    private RecordedEvent SplitOff(long spawnedId, Contact of) => customer.Record(
        EventTypes.ContactSplit, of.Id, new EventData { SpawnedContactId = spawnedId, MovedContactIds = [spawnedId] });
}
