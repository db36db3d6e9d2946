using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>The contract's section 7: rows of files.</summary>
public sealed class CustomerSetImportTests
{
    private readonly ContactStore store = new();

    [Fact]
    public void Import_WhenRowsHaveOneValueOfAKind_IsTheRuleOfRequests()
    {
        var outcomes = store.Import(
            Row(["a@example.com"], ["1"]), Row(["b@example.com"], ["1"]), Row(["b@example.com"]), Row(["c@example.com"], ["2"]),
            Row(["a@example.com"], ["2"]));

        Assert.Equal("1 2 3", store.Customers);
        Assert.Equal(
            [FileRowOutcome.Created, FileRowOutcome.Linked, FileRowOutcome.Matched, FileRowOutcome.Created, FileRowOutcome.Merged],
            outcomes);
        Assert.Equal(["contact.created", "contact.linked", "contact.created", "contact.merged"], store.Events.Select(one => one.Type));
    }

    [Fact]
    public void Import_WhenItIsRepeated_AddsNothing()
    {
        FileRow[] rows = [Row(["a@example.com", "b@example.com"], ["1", "2"]), Row(["c@example.com", "d@example.com"])];
        store.Import(rows);
        var events = store.Events.Count;

        Assert.All(store.Import(rows), outcome => Assert.Equal(FileRowOutcome.Matched, outcome));
        Assert.Equal(events, store.Events.Count);
    }

    [Fact]
    public void Import_WhenARowHasSeveralValuesOfAKind_MakesThemOneCustomer()
    {
        var outcomes = store.Import(Row(["a@example.com", "b@example.com"], ["1", "2"]));

        Assert.Equal([FileRowOutcome.Created], outcomes);
        Assert.Equal("1 2 3", store.Customers);
        Assert.Equal(
            [("a@example.com", "1"), ("b@example.com", "1"), ("a@example.com", "2")],
            store.Contacts.Select(contact => (contact.Email?.Value, contact.PhoneNumber?.Value)));
    }

    [Theory]
    [InlineData("a@example.com b@example.com", "", "otherEmail")]
    [InlineData("", "1 2", "otherPhoneNumber")]
    public void Import_WhenARowHasValuesOfOneKindAlone_ExplainsThemByRequest(string emails, string phoneNumbers, string property)
    {
        var outcomes = store.Import(Row(Split(emails), Split(phoneNumbers)));

        Assert.Equal([FileRowOutcome.Created], outcomes);
        Assert.Equal("1 2", store.Customers);
        var link = Assert.Single(store.GraphOf(1).SpanningTree);
        Assert.Equal((2, 1, 3), (link.From.Id, link.To.Id, link.EventId));
        Assert.Equal([LinkReason.Request], link.By);
        var match = store.Events[2].Data.MatchedBy!;
        Assert.Equal((1, 2), property == "otherEmail" ? (match.Email, match.OtherEmail) : (match.PhoneNumber, match.OtherPhoneNumber));
    }

    [Fact]
    public void Remove_WhenALinkByRowDependsOnTheContactAlone_EndsIt()
    {
        store.Import(Row(["a@example.com", "b@example.com", "c@example.com"]));

        store.Remove([1]);

        Assert.Equal("2 | 3", store.Customers);
    }

    [Fact]
    public void Remove_WhenAnotherContactHoldsTheValueOfTheRow_KeepsTheLink()
    {
        store.Import(Row(["a@example.com", "b@example.com"]));
        store.Identify("a@example.com", "1");

        store.Remove([1]);

        Assert.Equal("2 3", store.Customers);
        Assert.Equal([LinkReason.Request], Assert.Single(store.GraphOf(2).SpanningTree).By);
    }

    [Fact]
    public void Import_WhenTheNumberOfARowIsShared_JoinsItsAddressesByRequest()
    {
        store.Mark(Parsed.Phone("1"));

        store.Import(Row(["a@example.com", "b@example.com"], ["1"]), Row(["c@example.com"], ["1"]));

        Assert.Equal("1 2 | 3", store.Customers);
        Assert.Equal([LinkReason.Request], Assert.Single(store.GraphOf(1).SpanningTree).By);
    }

    [Fact]
    public void Import_WhenAnAddressOfARowIsShared_KeepsTheRowTogetherAsByHand()
    {
        store.Mark(Parsed.Email("info@example.com"));

        store.Import(Row(["info@example.com", "b@example.com"]), Row(["info@example.com", "c@example.com"]));

        Assert.Equal("1 2 | 3 4", store.Customers);
    }

    [Fact]
    public void Import_WhenItsCustomersAreKeptApart_NeverJoinsThem()
    {
        store.Identify("a@example.com", "1");
        store.Identify("a@example.com", "2");
        store.Split([2]);

        store.Import(Row(["b@example.com"], ["1"]), Row([], ["1", "2"]), Row(["b@example.com", "c@example.com"], ["2"]));

        Assert.Equal("1 3 4 5 | 2", store.Customers);
        Assert.Equal("2", store.Marks[^1].Identifier.Value);
        Assert.Equal(RefusalReasons.KeptApart, Assert.Single(store.Events, one => one.Type == EventTypes.ContactLinkRefused).Data.Why);
    }

    [Fact]
    public void Import_WhenARowIsOlderThanACustomerThatIsKeptApart_NeverJoinsThem()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");
        store.Split([2]);

        store.Import(Row(["b@example.com"], ["2"], year: 2017), Row(["a@example.com"], ["2"]));

        Assert.Equal("1 4 | 3 2", store.Customers);
        Assert.Equal("2", store.Marks[^1].Identifier.Value);
    }

    [Fact]
    public void Import_WhateverTheRowsBring_NeverJoinsCustomersThatAreKeptApart()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: {seed}");
        var random = new Random(seed);
        for (var trial = 0; trial < 500; trial++)
        {
            var shop = new ContactStore();
            for (var order = 0; order < 4; order++)
                shop.Identify($"e{random.Next(4)}@example.com", $"{random.Next(3)}");
            var whole = shop.Customers.Split(" | ").Select(ids => ids.Split(' ').Select(long.Parse).ToArray()).MaxBy(ids => ids.Length)!;
            if (whole.Length == 1)
                continue;
            shop.Split([whole[^1]]);

            for (var batch = 0; batch < 2; batch++)
                shop.Import([.. Enumerable.Range(0, 6).Select(_ => RandomRow(random))]);

            Assert.DoesNotContain(
                shop.Customers.Split(" | ").Select(ids => ids.Split(' ').Select(long.Parse)),
                ids => ids.Contains(whole[0]) && ids.Contains(whole[^1]));
        }
    }

    [Fact]
    public void Import_WhenTheRowIsOlderThanAStoredCustomer_MakesItThePrimary()
    {
        store.Identify("a@example.com", "1");
        store.Identify("b@example.com", "1");

        var outcomes = store.Import(Row(["b@example.com"], ["2"], year: 2012));

        Assert.Equal([FileRowOutcome.Linked], outcomes);
        Assert.Equal("3 1 2", store.Customers);
        var merged = store.Events[^1];
        Assert.Equal((EventTypes.ContactMerged, 3, 2), (merged.Type, merged.ContactId, merged.Data.MatchedBy?.Email));
        Assert.Equal([1], merged.Data.MergedContactIds);
        Assert.Equal([1, 2], merged.Data.MovedContactIds);
        Assert.Equal(new DateTime(2012, 1, 1, 0, 0, 0, DateTimeKind.Utc), store.Contacts[2].CreatedAt);
        Assert.Equal([(2, 1), (2, 3)], store.GraphOf(1).SpanningTree.Select(link => Ends(link)).Order());
    }

    [Fact]
    public void Import_WhenRowsAreInNoOrderOfTime_TheOldestIsThePrimary()
    {
        store.Import(
            Row(["a@example.com"], ["1"], year: 2015), Row(["a@example.com"], ["2"], year: 2012), Row(["a@example.com"], ["3"]),
            Row(["a@example.com"], ["4"], year: 2013));

        Assert.Equal("2 1 3 4", store.Customers);
    }

    [Fact]
    public void Import_WhenTheFileNamesCustomers_MakesTheirRowsOneCustomer()
    {
        var outcomes = store.Import(Row(["a@example.com"], customer: 7), Row(["b@example.com"], ["2"], customer: 7));
        Assert.Equal([FileRowOutcome.Matched], store.Import(Row(["b@example.com"], customer: 7)));
        Assert.Equal([FileRowOutcome.Linked], store.Import(Row(["c@example.com"], customer: 7)));

        Assert.Equal([FileRowOutcome.Created, FileRowOutcome.Linked], outcomes);
        Assert.Equal("1 2 3", store.Customers);
        Assert.All(store.GraphOf(1).SpanningTree, link => Assert.Equal([LinkReason.Manual], link.By));
        Assert.Equal("the same customer in an imported file", store.Events[2].Data.Reason);
    }

    [Fact]
    public void Import_WhenTheFileNamesCustomers_NeverJoinsTwoOfThem()
    {
        store.Identify("x@example.com", "9");

        store.Import(
            Row(["a@example.com"], ["1"], customer: 7, several: ["1"]),
            Row(["b@example.com"], ["1"], customer: 8, several: ["1"]),
            Row(["x@example.com"], customer: 7),
            Row(["b@example.com"], ["9"], customer: 8));

        Assert.Equal("1 2 | 3 4", store.Customers);
        Assert.Equal(
            [("1", RefusalReasons.OtherFileCustomer), ("9", RefusalReasons.OtherFileCustomer)],
            store.Marks.Select(mark => (mark.Identifier.Value, mark.Reason)).Order());
    }

    [Fact]
    public void Import_WhenTwoCustomersOfTheFileAreOneAlready_LeavesThemSo()
    {
        store.Identify("a@example.com", "1");

        var outcomes = store.Import(Row(["a@example.com"], customer: 7), Row([], ["1"], customer: 8), Row([], ["2"], customer: 8));

        Assert.Equal([FileRowOutcome.Matched, FileRowOutcome.Matched, FileRowOutcome.Linked], outcomes);
        Assert.Equal("1 2", store.Customers);
        Assert.Empty(store.Marks);
    }

    [Fact]
    public void Import_WhenARowWithoutCustomerMatchesTwoOfTheFile_DoesNotJoinThem()
    {
        store.Import(Row(["a@example.com"], customer: 7), Row([], ["1"], customer: 8), Row(["a@example.com"], ["1"]));

        Assert.Equal("1 3 | 2", store.Customers);
        Assert.Equal("1", Assert.Single(store.Marks).Identifier.Value);
    }

    [Fact]
    public void Import_WhenCustomersOfTheFileAreKeptApart_LeavesThemApart()
    {
        store.Identify("a@example.com");
        store.Identify("a@example.com", "1");
        store.Split([2]);

        store.Import(Row([], ["1"], customer: 7), Row(["c@example.com"], customer: 7));
        store.Identify("d@example.com");
        store.Merge(1, 4);
        store.Import(Row(["d@example.com"], customer: 7));

        Assert.Equal("1 4 | 2 3 5", store.Customers);
        Assert.Contains("d@example.com", store.Marks.Select(mark => mark.Identifier.Value));
    }

    [Fact]
    public void Import_WhenCustomersOfTheFileHoldOnlyASharedValue_KeepsThemApartEachTime()
    {
        FileRow[] rows =
        [
            Row([], ["1"], customer: 7, several: ["1"]), Row([], ["1"], customer: 8, several: ["1"]), Row(["a@example.com"], customer: 8),
        ];
        store.Import(rows);
        store.StartFile();

        var again = store.Import(rows);

        Assert.Equal("1 | 2 3", store.Customers);
        Assert.All(again, outcome => Assert.Equal(FileRowOutcome.Matched, outcome));
    }

    [Fact]
    public void Import_WhenTheFilesCustomerIsLargerThanAllowed_TakesItWhole()
    {
        var small = new ContactStore { Rules = LinkingRules.Plain with { MaxContactsPerCustomer = 2 } };

        small.Import([.. Enumerable.Range(1, 4).Select(number => Row([], [$"{number}"], customer: 7))]);
        small.Import(Row(["a@example.com", "b@example.com", "c@example.com"]));

        Assert.StartsWith("1 2 3 4 | ", small.Customers, StringComparison.Ordinal);
        Assert.DoesNotContain("5 6 7", small.Customers, StringComparison.Ordinal);
    }

    private static (long, long) Ends(Link link) => (link.From.Id, link.To.Id);

    private static string[] Split(string values) => values.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static FileRow RandomRow(Random random)
    {
        string[] emails = [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"e{random.Next(6)}@example.com").Distinct()];
        string[] numbers = [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"{random.Next(6)}").Distinct()];
        return Row(
            emails,
            emails.Length + numbers.Length == 0 ? ["0"] : numbers,
            year: random.Next(2) == 0 ? 2010 + random.Next(10) : null,
            customer: random.Next(4) == 0 ? random.Next(3) : null);
    }

    private static FileRow Row(
        string[] emails, string[]? phoneNumbers = null, int? year = null, int? customer = null, string[]? several = null) =>
        FileRow.Of([.. emails.Select(Parsed.Email)], [.. (phoneNumbers ?? []).Select(number => Parsed.Phone(number))]) with
        {
            CreatedAt = year is { } known ? new DateTime(known, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null,
            Customer = customer is { } named ? (UInt128)named : null,
            HeldBySeveral = [.. (several ?? []).Select(number => (Identifier)Parsed.Phone(number))],
        };
}
