using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 5: the separation of two contacts, and the identifiers that alone hold a customer together.</summary>
public sealed class LinkGraphCutTests
{
    // A search that called itself at each step would overflow the stack.
    private const int LongChain = 20_000;

    private readonly CustomerSketch customer = new();

    [Fact]
    public void FindCut_WhenOneIdentifierLinksThem_IsThatIdentifierWithTheParts()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        customer.Add("b@example.com", "3");

        var cut = customer.ToGraph().FindCut(1, 3);

        Assert.NotNull(cut);
        // The email address of the other two would part them as well.
        Assert.Equal([one.PhoneNumber!], cut.Identifiers);
        Assert.Equal("1 | 2 3", LinkText.Of(cut.Parts));
        Assert.Empty(cut.LastingLinks);
    }

    [Fact]
    public void FindCut_WhenItStartsAtTheOtherEnd_IsTheOneNearestToThat()
    {
        customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        var three = customer.Add("b@example.com", "3");

        var cut = customer.ToGraph().FindCut(3, 1);

        Assert.Equal([three.Email!], cut!.Identifiers);
        Assert.Equal("1 2 | 3", LinkText.Of(cut.Parts));
    }

    [Fact]
    public void FindCut_WhenTheyShareBothValues_HasEmailAddressesBeforePhoneNumbers()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("a@example.com", "1");

        Assert.Equal([one.Email!, one.PhoneNumber!], customer.ToGraph().FindCut(2, 1)!.Identifiers.Cast<Identifier>());
    }

    [Fact]
    public void FindCut_WhenARequestLinksThem_IsTheIdentifierOfTheFirst()
    {
        var (one, other) = (customer.Add("a@example.com", "1"), customer.Add("b@example.com", "2"));
        customer.Request(one, other);

        Assert.Equal([one.Email!], customer.ToGraph().FindCut(1, 2)!.Identifiers.Cast<Identifier>());
        Assert.Equal([other.PhoneNumber!], customer.ToGraph().FindCut(2, 1)!.Identifiers.Cast<Identifier>());
    }

    [Fact]
    public void FindCut_WhenAPersonMergedThem_HasTheChainOfLinksByHandInstead()
    {
        var one = customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "1");
        customer.MergeByHand(one, two);
        customer.MergeByHand(two, customer.Add("c@example.com"));

        var cut = customer.ToGraph().FindCut(1, 3);

        Assert.NotNull(cut);
        Assert.Equal(["2-1 Manual", "3-2 Manual"], LinkText.Of(cut.LastingLinks));
        Assert.Empty(cut.Identifiers);
        Assert.Equal("1 2 3", LinkText.Of(cut.Parts));
    }

    [Fact]
    public void FindCut_WhenTheyWereLinkedBeforeEventsWereKept_HasThatLinkInstead()
    {
        customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "2");

        Assert.Equal(["2-1 Unrecorded"], LinkText.Of(customer.ToGraph().FindCut(1, 2)!.LastingLinks));
    }

    [Fact]
    public void FindCut_WhenAPersonMergedOthersOnTheWay_IsTheIdentifierBesideTheLinkByHand()
    {
        customer.Add("a@example.com", "1");
        var two = customer.Add("b@example.com", "1");
        var three = customer.Add("c@example.com", "3");
        customer.MergeByHand(two, three);

        var cut = customer.ToGraph().FindCut(3, 1);

        Assert.Equal([two.PhoneNumber!], cut!.Identifiers);
        Assert.Equal("1 | 2 3", LinkText.Of(cut.Parts));
    }

    [Fact]
    public void FindCut_WhenAPatternCoversWhatLinkedThem_IsThatIdentifier()
    {
        var one = customer.Add("info@example.com", "1");
        customer.Add("info@example.com", "2");

        var cut = customer.ToGraph("info@*").FindCut(1, 2);

        Assert.Equal([one.Email!], cut!.Identifiers);
        Assert.Equal("1 | 2", LinkText.Of(cut.Parts));
    }

    [Fact]
    public void FindCut_WhenAContactIsNotOfTheCustomer_ReturnsNull()
    {
        customer.Add("a@example.com");

        Assert.Null(customer.ToGraph().FindCut(1, 2));
        Assert.Null(customer.ToGraph().FindCut(2, 1));
    }

    [Fact]
    public void FindCut_WhenBothEndsAreOneContact_Throws()
    {
        customer.Add("a@example.com");

        Assert.Throws<ArgumentException>(() => customer.ToGraph().FindCut(1, 1));
    }

    [Fact]
    public void FindArticulations_WhenAMailboxJoinsStrangers_NamesItFirst()
    {
        var one = customer.Add("info@example.com", "1");
        customer.Add("info@example.com", "2");
        customer.Add("info@example.com", "3");
        var four = customer.Add("d@example.com", "3");

        var found = customer.ToGraph().FindArticulations();

        Assert.Equal(
            [(one.Email!, 3, 5L, 3), (four.PhoneNumber!, 2, 3L, 2)],
            found.Select(one => (one.Identifier, one.Contacts, one.Pairs, one.Customers)));
    }

    [Fact]
    public void FindArticulations_WhenPairsAreEqual_NamesThatOfTheOldestHolderFirst()
    {
        var one = customer.Add("a@example.com", "1");
        customer.Add("b@example.com", "1");
        var three = customer.Add("b@example.com", "3");

        Assert.Equal([one.PhoneNumber!, three.Email!], customer.ToGraph().FindArticulations().Select(found => found.Identifier));
    }

    [Fact]
    public void FindArticulations_WhenEveryLinkHasAnother_IsEmpty()
    {
        customer.Add("a@example.com", "1");
        customer.Add("a@example.com", "1");
        customer.Add("c@example.com");

        Assert.Empty(customer.ToGraph().FindArticulations());
    }

    [Fact]
    public void FindArticulations_WhenTheCustomerIsALongChain_FindsEveryStep()
    {
        for (var step = 0; step < LongChain; step++)
            customer.Add($"e{step / 2}@example.com", $"{1000 + ((step + 1) / 2)}");

        var found = customer.ToGraph().FindArticulations();

        Assert.Equal(LongChain - 1, found.Count);
        Assert.Equal((long)LongChain / 2 * (LongChain / 2), found[0].Pairs);
    }

    [Fact]
    public void FindCut_WhenTheCustomerIsALongChain_IsTheFirstStep()
    {
        for (var step = 0; step < LongChain; step++)
            customer.Add($"e{step / 2}@example.com", $"{1000 + ((step + 1) / 2)}");

        var cut = customer.ToGraph().FindCut(1, LongChain);

        Assert.Equal([customer.Contacts[0].Email!], cut!.Identifiers);
    }
}
