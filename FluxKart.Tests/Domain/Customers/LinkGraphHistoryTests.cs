using CsCheck;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>
/// The contract's section 4, explanation: the event of a link by values is the one since which the two contacts have been together.
/// </summary>
public sealed class LinkGraphHistoryTests
{
    private readonly CustomerSketch customer = new();

    [Fact]
    public void SpanningTree_WhenContactsWereSplitAndMergedByHand_NamesTheMerge()
    {
        var (one, two) = (customer.Add("a@example.com"), customer.Add("a@example.com"));
        RecordCreated(one);
        RecordLinked(one, two);
        customer.Split(one, two);
        var merge = customer.MergeByHand(one, two);

        Assert.Equal(merge.Id, EventOf(one, two));
    }

    [Fact]
    public void SpanningTree_WhenASplitMovedContactsTogether_NamesTheEventThatJoinedThemBefore()
    {
        var (one, two, three) = (customer.Add("a@example.com"), customer.Add("a@example.com"), customer.Add("a@example.com"));
        RecordCreated(one);
        RecordLinked(one, two);
        var linked = RecordLinked(one, three);
        customer.Split(one, two, three);

        Assert.Equal(linked.Id, EventOf(two, three));
    }

    [Fact]
    public void SpanningTree_WhenAContactCameToTheCustomerThatWasSplitOff_NamesThatEvent()
    {
        var (one, two, three) = (customer.Add("b@example.com"), customer.Add("a@example.com"), customer.Add("a@example.com"));
        RecordCreated(one);
        RecordLinked(one, two);
        customer.Split(one, two);
        var linked = RecordLinked(two, three);
        customer.MergeByHand(one, two, three);

        Assert.Equal(linked.Id, EventOf(two, three));
    }

    [Fact]
    public void SpanningTree_WhenThePrimaryWasRemovedBeforeAMerge_NamesTheEventThatJoinedTheRest()
    {
        var (one, two) = (customer.Add("b@example.com"), customer.Add("c@example.com"));
        var (three, four) = (customer.Add("a@example.com"), customer.Add("a@example.com"));
        RecordCreated(two);
        RecordLinked(two, three);
        customer.Record(EventTypes.ContactRemoved, three.Id, new EventData { RemovedContactIds = [two.Id], Customers = [three.Id] });
        var linked = RecordLinked(three, four);
        customer.MergeByHand(one, three, four);

        Assert.Equal(linked.Id, EventOf(three, four));
    }

    [Fact]
    public void SpanningTree_WhenASplitMovedThePrimary_NamesTheEventThatJoinedTheRest()
    {
        var (one, two) = (customer.Add("b@example.com"), customer.Add("a@example.com"));
        var (three, four) = (customer.Add("a@example.com"), customer.Add("c@example.com"));
        // Another program has made the youngest contact the primary.
        RecordCreated(four);
        RecordLinked(four, two);
        customer.Split(two, four);
        var linked = RecordLinked(two, three);
        customer.MergeByHand(one, two, three);

        Assert.Equal(linked.Id, EventOf(two, three));
    }

    [Fact]
    public void SpanningTree_WhenAContactCameWithoutAnEventAfterASplit_DoesNotNameTheSplit()
    {
        var (one, two, three) = (customer.Add("b@example.com"), customer.Add("a@example.com"), customer.Add("a@example.com"));
        customer.Split(one, two);

        Assert.Null(EventOf(two, three));
    }

    [Fact]
    public void SpanningTree_WhenChangesAreRandom_NamesTheEventSinceWhichContactsAreTogether() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 20], Gen.Int[0, 20], Gen.Int[1, 255]).Array[4, 20].Sample(
            steps =>
            {
                var world = new RandomHistory();
                foreach (var (kind, one, other, choice) in steps)
                    world.Apply(kind, one, other, choice);
                foreach (var (one, other) in world.PairsTogether())
                    Assert.Equal(world.JoinOf(one, other), world.Sketch.ToGraph([], [one, other]).SpanningTree.Single().EventId);
            },
            iter: 1000);

    private RecordedEvent RecordCreated(Contact contact) => customer.Record(EventTypes.ContactCreated, contact.Id, new EventData());

    private RecordedEvent RecordLinked(Contact primary, Contact secondary) =>
        customer.Record(EventTypes.ContactLinked, primary.Id, new EventData { SecondaryContactId = secondary.Id });

    private long? EventOf(Contact one, Contact other) => customer.ToGraph([], [one, other]).SpanningTree.Single().EventId;
}
