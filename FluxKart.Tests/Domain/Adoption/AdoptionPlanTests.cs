using System.Text.Json;
using System.Text.Json.Serialization;
using FluxKart.Domain.Adoption;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Tests.Domain.Adoption;

public sealed class AdoptionPlanTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly OriginalTableSketch table = new();

    [Fact]
    public void LinkedId_WhenLinksFormAChain_IsTheOldestContact()
    {
        table.Add("a@x.example").Add("b@x.example", linkedId: 1).Add("c@x.example", linkedId: 2).Add("d@x.example", linkedId: 3);

        AssertPlan("1 2→1 3→1 4→1", chained: [3, 4]);
    }

    [Fact]
    public void LinkedId_WhenLinksFormACircle_IsTheOldestContact()
    {
        table.Add("a@x.example", linkedId: 2).Add("b@x.example", linkedId: 3).Add("c@x.example", linkedId: 1).Add("d@x.example", linkedId: 4);

        AssertPlan("1 2→1 3→1 4", chained: [1, 2, 3, 4], inCircles: [1, 2, 3, 4], promoted: [1, 4]);
    }

    [Fact]
    public void LinkedId_WhenAnOlderContactIsLinkedToAYoungerOne_IsTheOlderOne()
    {
        table.Add("a@x.example", minute: 9).Add("b@x.example", linkedId: 1, minute: 5).Add("c@x.example", linkedId: 1, minute: 5);

        AssertPlan("1→2 2 3→2", promoted: [2]);
    }

    [Fact]
    public void LinkedId_WhenLinksLeadThroughRowsThatAreNotContacts_ConnectsWhatTheyConnect()
    {
        table.Add("a@x.example").Add("gone@x.example", linkedId: 1, isDeleted: true).Add("b@x.example", linkedId: 2)
            .Add(linkedId: 1).Add("c@x.example", linkedId: 4)
            .Add("d@x.example", linkedId: 99).Add("e@x.example", linkedId: 99).Add("f@x.example", linkedId: 98);

        AssertPlan("1 3→1 5→1 6 7→6 8", dangling: [3, 5, 6, 7, 8]);
    }

    [Fact]
    public void LinkedId_WhenCustomersShareANormalisedValue_JoinsThemUnderTheOldest()
    {
        table.Add("A@X.example").Add("b@x.example", "555-0100").Add("c@x.example", linkedId: 2).Add(" a@x.example ", "(555) 0100", minute: 50);

        AssertPlan("1 2→1 3→1 4→1");
        Assert.Equal(
            [new JoinedCustomers(1, 4, IsByEmail: true), new JoinedCustomers(1, 2, IsByEmail: false)], table.Plan().Report.Joined);
    }

    [Fact]
    public void LinkedId_WhenOnlyADeletedRowSharesTheValue_DoesNotLink()
    {
        table.Add("a@x.example").Add("b@x.example", "1", isDeleted: true).Add("c@x.example", "1");

        AssertPlan("1 3");
    }

    [Fact]
    public void LinkedId_WhenAPatternCoversTheSharedValue_DoesNotLink()
    {
        table.Add("noreply@x.example").Add("noreply@x.example").Add("info@x.example").Add("info@x.example").Add("a@x.example", linkedId: 3);
        Assert.True(SharedIdentifierPatterns.TryCreate(["info@*"], null, hasPlaceholders: true, out var patterns, out _));

        var plan = table.Plan(LinkingRules.Plain with { SharedPatterns = patterns });

        Assert.Equal("1 2 3 4 5→3", table.Describe(plan));
    }

    [Fact]
    public void Plan_WhenACustomerWouldBeTooLarge_SharesTheValueAndSaysSo()
    {
        table.Add("a@x.example", "1").Add("b@x.example", "1", linkedId: 1).Add("c@x.example", linkedId: 1).Add(phone: "1").Add(phone: "1");

        var plan = table.Plan(LinkingRules.Plain with { MaxContactsPerCustomer = 3 });

        Assert.Equal("1 2→1 3→1 4 5", table.Describe(plan));
        Assert.Equal([new AdoptedMark(1, 1, IsEmail: false, "too many contacts")], plan.Marks);
        Assert.Equal(
            [
                """contact.link_refused 4 {"otherContactId":1,"by":["phoneNumber"],"why":"too many contacts"}""",
                """identifier.shared  {"sharedIdentifierId":1,"kind":"phoneNumber","reason":"too many contacts"}""",
            ],
            Describe(plan.Events).TakeLast(2));
    }

    [Fact]
    public void Plan_WhenTheOriginalsLinksAloneExceedTheLimit_KeepsThem()
    {
        table.Add("a@x.example").Add("b@x.example", linkedId: 1).Add("c@x.example", linkedId: 1);

        var plan = table.Plan(LinkingRules.Plain with { MaxContactsPerCustomer = 2 });

        Assert.Equal("1 2→1 3→1", table.Describe(plan));
        Assert.Empty(plan.Marks);
    }

    [Fact]
    public void Events_Always_SayHowTheCustomersCameAbout()
    {
        table.Add("a@x.example", "1").Add("b@x.example", "1", linkedId: 1).Add("c@x.example", linkedId: 2).Add("d@x.example")
            .Add("d@x.example", "1", linkedId: 4);

        Assert.Equal(
            [
                "contact.created 1 {}",
                """contact.linked 1 {"secondaryContactId":2,"matchedBy":{"phoneNumber":1}}""",
                """contact.linked 1 {"secondaryContactId":3,"matchedBy":{}}""",
                "contact.created 4 {}",
                """contact.linked 4 {"secondaryContactId":5,"matchedBy":{"email":4}}""",
                """contact.merged 1 {"mergedContactIds":[4],"movedContactIds":[4,5],"matchedBy":{"phoneNumber":1}}""",
            ],
            Describe(table.Plan().Events));
    }

    [Fact]
    public void Explanation_WhenOnlyTheOriginalsLinkConnects_SaysUnrecorded()
    {
        table.Add("a@x.example").Add("b@x.example", linkedId: 1).Add("c@x.example").Add("B@x.example", "1", linkedId: 3);
        var contacts = table.Rows.Select(row => Contact.FromStored(new StoredContact(
            row.Id,
            Parsed.Email(row.Email!),
            null,
            row.Id == 1 ? null : 1,
            row.Id == 1 ? LinkPrecedence.Primary : LinkPrecedence.Secondary,
            row.CreatedAt)));
        var events = table.Plan().Events.Select(
            (added, index) => new RecordedEvent(index + 1, added.Type, DateTime.UtcNow, added.ContactId, added.Data));

        var graph = new LinkGraph(contacts, Bonds.None with { Events = [.. events] }, SharedIdentifierPatterns.None);

        Assert.Equal(
            ["2→1 Unrecorded ", "3→1 Unrecorded ", "4→2 Email 5"],
            graph.SpanningTree.Select(link => $"{link.From.Id}→{link.To.Id} {string.Join(',', link.By)} {link.EventId}"));
    }

    [Fact]
    public void Report_WhenRowsCannotBeKept_SaysWhy()
    {
        table.Add().Add("", " ").Add("true").Add("true", "no").Add("5", "5").Add("a@x.example", "true").Add("gone", isDeleted: true);

        var plan = table.Plan();

        Assert.Equal("5 6", table.Describe(plan));
        var report = plan.Report;
        Assert.Equal((6, 1, 4), (report.LiveRows, report.DeletedRows, report.NotKept));
        Assert.Equal([1, 2], report.WithoutValue.First);
        Assert.Equal([3, 4], report.WithoutValidValue.First);
        Assert.Equal([5], report.WithInvalidEmail.First);
        Assert.Equal([6], report.WithInvalidPhoneNumber.First);
    }

    [Fact]
    public void Report_WhenValuesChange_CountsThem()
    {
        table.Add("A@x.example", "555-0100").Add("a@x.example", "5550100").Add("b@x.example", "+1 415 851 9136");

        Assert.Equal(3, table.Plan().Report.ChangedValues);
    }

    [Fact]
    public void Report_WhenARowContradictsItself_NamesIt()
    {
        table.Add("a@x.example", isPrimary: false).Add("b@x.example", linkedId: 1, isPrimary: true, hasCreatedAt: false);

        var report = table.Plan().Report;

        Assert.Equal([1, 2], report.WithWrongPrecedence.First);
        Assert.Equal([2], report.WithoutCreationTime.First);
    }

    [Fact]
    public void IdList_WhenThereAreMany_ListsTheFirstAndCountsAll()
    {
        for (var row = 0; row < 25; row++)
            table.Add();

        var without = table.Plan().Report.WithoutValue;

        Assert.Equal((25, 20), (without.Count, without.First.Count));
    }

    private static IEnumerable<string> Describe(IEnumerable<AdoptedEvent> events) =>
        events.Select(added => $"{added.Type} {added.ContactId} {JsonSerializer.Serialize(added.Data, Json)}");

    private void AssertPlan(
        string expected, long[]? chained = null, long[]? dangling = null, long[]? inCircles = null, long[]? promoted = null)
    {
        var plan = table.Plan();

        Assert.Equal(expected, table.Describe(plan));
        Assert.Equal(chained ?? [], plan.Report.Chained.First);
        Assert.Equal(dangling ?? [], plan.Report.Dangling.First);
        Assert.Equal(inCircles ?? [], plan.Report.InCircles.First.Order());
        Assert.Equal(promoted ?? [], plan.Report.Promoted.First);
    }
}
