using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5, by hand: split.</summary>
public sealed class CustomerSetSplitTests
{
    private readonly ContactStore store = new();

    public CustomerSetSplitTests()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Identify("b@example.com", "2");
        store.Identify("c@example.com", "2");
    }

    [Fact]
    public void Split_Always_MakesTheContactsACustomerOfTheirOwn()
    {
        var (kept, spawned) = store.Split([3, 4]);

        Assert.Equal("1 2 | 3 4", store.Customers);
        Assert.Equal((1, 3), (kept.Primary.Id, spawned.Primary.Id));
        Assert.Equal(["b@example.com", "c@example.com"], spawned.ToSnapshot().Emails.Select(email => email.Value));
    }

    [Fact]
    public void Split_WhenThePrimaryIsAmongThem_PromotesTheOldestOfTheRest()
    {
        var (kept, spawned) = store.Split([1, 3]);

        Assert.Equal("1 3 | 2 4", store.Customers);
        Assert.Equal((2, 1), (kept.Primary.Id, spawned.Primary.Id));
    }

    [Fact]
    public void Split_WhenBothHalvesHoldAnIdentifier_SharesIt()
    {
        store.Split([3, 4]);

        var mark = Assert.Single(store.Marks);
        Assert.Equal(("b@example.com", "split", false), (mark.Identifier.Value, mark.Reason, mark.IsTakenApart));
    }

    [Fact]
    public void Split_WhenThatIdentifierIsSharedAlready_MarksNothing()
    {
        store.Mark(Parsed.Email("b@example.com"));

        store.Split([3, 4]);

        Assert.Equal(1, Assert.Single(store.Marks).Id);
    }

    [Fact]
    public void Split_Always_KeepsTheHalvesApartWhateverComes()
    {
        store.Split([3, 4]);

        store.Identify("a@example.com", "2");
        store.Identify("c@example.com", "1");

        Assert.Equal("1 2 5 | 3 4 6", store.Customers);
    }

    [Fact]
    public void Split_WhenTheWholeWasKeptApartFromAnother_KeepsEachHalfApartFromItToo()
    {
        store.Split([4]);

        store.Split([3]);

        Assert.Equal([(1, 3), (1, 4), (3, 4)], Pairs());
    }

    [Fact]
    public void Split_Always_KeepsTogetherWhatItLeavesTogether()
    {
        store.Split([2]);
        store.Remove([4]);

        Assert.Equal("1 3 | 2", store.Customers);
    }

    [Fact]
    public void Split_WhenTheyAreNotToBeKeptApart_SharesNothingAndKeepsNothingApart()
    {
        store.Split([3, 4], keepApart: false);

        Assert.Equal("1 2 | 3 4", store.Customers);
        Assert.Empty(store.Marks);
        Assert.Empty(store.Separations);

        store.Identify("b@example.com");
        Assert.Equal("1 2 3 4", store.Customers);
    }

    [Fact]
    public void Split_WhenTheyAreNotToBeKeptApart_StillKeepsEachHalfApartFromAnother()
    {
        store.Split([4]);

        store.Split([3], keepApart: false);

        Assert.Equal([(1, 4), (3, 4)], Pairs());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Split_Always_RecordsWhatMovedAndThenTheMark(bool keepApart)
    {
        var before = store.Events.Count;

        store.Split([1, 2], keepApart, "not the same person");

        var split = store.Events[before];
        Assert.Equal((EventTypes.ContactSplit, 1, 3), (split.Type, split.ContactId, split.Data.SpawnedContactId));
        Assert.Equal([3, 4], split.Data.MovedContactIds);
        Assert.Equal((keepApart, "not the same person"), (split.Data.KeptApart, split.Data.Reason));
        Assert.Equal(keepApart ? [EventTypes.IdentifierShared] : [], store.Events.Skip(before + 1).Select(recorded => recorded.Type));
    }

    [Fact]
    public void Split_WhenRequestsComeAfterwards_NeverUsesItsSharedIdentifiersToLink()
    {
        store.Split([3, 4]);

        store.Identify("b@example.com", "9");

        Assert.Equal("1 2 | 3 4 | 5", store.Customers);
    }

    private IEnumerable<(long, long)> Pairs() =>
        store.Separations.Select(separation => (separation.ContactId, separation.OtherContactId)).Order();

    [Fact]
    public void Explanation_WhenAMergeFollowsASplit_StillSaysWhatTheSplitLeftTogether()
    {
        var store = new ContactStore();
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Split([1]);

        store.Merge(1, 3);

        Assert.Equal(["2-1 Manual", "3-2 Manual"], LinkText.Of(store.GraphOf(1).SpanningTree));
    }
}
