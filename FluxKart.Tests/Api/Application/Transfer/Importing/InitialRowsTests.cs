using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

/// <summary>Which rows of a file are loaded at once, and which wait until that is done.</summary>
public sealed class InitialRowsTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<EventMetrics>().BuildServiceProvider();
    private readonly Mock<IBulkLoad> load = new();
    private readonly List<string> loaded = [];

    public InitialRowsTests() => load
        .Setup(one => one.AddAsync(It.IsAny<CustomerSet>(), It.IsAny<CancellationToken>()))
        .Callback((CustomerSet customers, CancellationToken _) =>
            loaded.AddRange(customers.Created.Select(contact => $"{contact.Email?.Value} {contact.PhoneNumber?.Value}")))
        .Returns(Task.CompletedTask);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task Add_WhenARowHasSomethingInCommonWithAnEarlierOne_LetsItWait()
    {
        var rows = await AddAsync(
            [Row(["a@example.com"], ["1"]), Row(["b@example.com"], ["2"]), Row(["a@example.com"], ["3"])],
            // The first is only linked to a row that waits itself, so it must follow that one.
            [Row(["c@example.com"], ["3"]), Row(["d@example.com"], ["2"]), Row(["e@example.com"], [])]);

        Assert.Equal(3, await rows.CompleteAsync(Cancellation));
        Assert.Equal(["a@example.com 1", "b@example.com 2", "e@example.com "], loaded);
        Assert.Equal(["a@example.com", "c@example.com", "d@example.com"], rows.Waiting.Select(row => row.Contacts[0].Email!.Value));
        load.Verify(one => one.CompleteAsync(It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Add_WhenARowHasSeveralValues_LoadsAllItsContacts()
    {
        var rows = await AddAsync([Row(["a@example.com"], ["1", "2"])]);
        await rows.CompleteAsync(Cancellation);

        Assert.Equal(["a@example.com 1", "a@example.com 2"], loaded);
    }

    [Fact]
    public async Task Add_WhenARowNamesItsCustomer_LetsItAndWhatFollowsWait()
    {
        var rows = await AddAsync([Row(["a@example.com"], []) with { Customer = 7 }, Row(["a@example.com"], ["1"])]);

        Assert.Equal(0, await rows.CompleteAsync(Cancellation));
        Assert.Equal(2, rows.Waiting.Count);
    }

    [Fact]
    public async Task Add_WhenARowHasMoreContactsThanACustomerMayHave_LetsItWait()
    {
        var most = LinkingRules.Plain.MaxContactsPerCustomer;
        var numbers = Enumerable.Range(1, most + 1).Select(number => $"{number}").ToArray();

        var rows = await AddAsync([Row(["a@example.com"], numbers)], [Row(["b@example.com"], ["x"])]);
        await rows.CompleteAsync(Cancellation);

        Assert.Equal(["b@example.com x"], loaded);
        Assert.Single(rows.Waiting);
    }

    [Fact]
    public async Task Add_WhenRowsHaveNoTime_GivesThemTimesInTheOrderOfTheFile()
    {
        var times = new List<DateTime>();
        load.SetupGet(one => one.Now).Returns(new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc));
        load.Setup(one => one.AddAsync(It.IsAny<CustomerSet>(), It.IsAny<CancellationToken>()))
            .Callback((CustomerSet customers, CancellationToken _) => times.AddRange(customers.Created.Select(contact => contact.CreatedAt)))
            .Returns(Task.CompletedTask);

        var rows = await AddAsync([Row(["a@example.com"], []), Row(["a@example.com"], ["1"]), Row(["b@example.com"], [])]);
        await rows.CompleteAsync(Cancellation);

        Assert.True(times[0] < rows.Waiting[0].CreatedAt);
        Assert.True(rows.Waiting[0].CreatedAt < times[1]);
    }

    [Fact]
    public async Task Add_WhenARowIsAsOldAsOneThatWaits_LetsItWaitToo()
    {
        var time = new DateTime(2015, 3, 1, 0, 0, 0, DateTimeKind.Utc);

        var rows = await AddAsync([
            Row(["a@example.com"], []) with { CreatedAt = time.AddDays(1) },
            Row(["a@example.com"], ["1"]) with { CreatedAt = time },
            Row(["b@example.com"], []) with { CreatedAt = time },
            Row(["c@example.com"], []) with { CreatedAt = time.AddDays(1) },
        ]);
        await rows.CompleteAsync(Cancellation);

        Assert.Equal(["a@example.com ", "c@example.com "], loaded);
    }

    [Fact]
    public async Task Complete_WhenNothingWasLoaded_ReplacesNothing()
    {
        var rows = await AddAsync([Row(["a@example.com"], []) with { Customer = 7 }]);

        Assert.Equal(0, await rows.CompleteAsync(Cancellation));
        load.Verify(one => one.CompleteAsync(It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task Add_WhenARowHasSomethingInCommonWithAStoredContact_LetsItWait()
    {
        Identifier[] stored = [EmailAddress.FromStored("a@example.com"), PhoneNumber.FromStored("1")];
        load.Setup(one => one.ReadStoredIdentifiersAsync(It.IsAny<CancellationToken>())).Returns(stored.ToAsyncEnumerable());
        var rows = await AddAsync();

        await rows.ReadStoredAsync(Cancellation);
        await rows.AddAsync([Row(["a@example.com"], ["2"]), Row(["b@example.com"], ["1"]), Row(["c@example.com"], ["3"])], Cancellation);
        await rows.CompleteAsync(Cancellation);

        Assert.Equal(["c@example.com 3"], loaded);
        Assert.Equal(2, rows.Waiting.Count);
    }

    [Fact]
    public async Task IsFull_WhenMostOfManyRowsWait_IsTrue()
    {
        var rows = await AddAsync([.. Enumerable.Repeat(Row(["a@example.com"], []), 5_001)]);
        Assert.False(rows.IsFull);

        await rows.AddAsync([Row(["a@example.com"], [])], Cancellation);

        Assert.True(rows.IsFull);
    }

    [Fact]
    public async Task IsFull_WhenTooManyRowsWaitToBeKept_IsTrue()
    {
        var rows = await AddAsync(
            [.. Enumerable.Range(0, 60_000).Select(number => Row([$"{number}@example.com"], []))],
            // A few rows more wait because their hash codes are equal.
            [.. Enumerable.Repeat(Row(["1@example.com"], []), 49_900)]);
        Assert.False(rows.IsFull);

        await rows.AddAsync([.. Enumerable.Repeat(Row(["1@example.com"], []), 101)], Cancellation);

        Assert.True(rows.IsFull);
        await rows.CompleteAsync(Cancellation);
    }

    private async Task<InitialRows> AddAsync(params FileRow[][] batches)
    {
        var rows = new InitialRows(load.Object, LinkingRules.Plain, services.GetRequiredService<EventMetrics>());
        foreach (var batch in batches)
            await rows.AddAsync(batch, Cancellation);
        return rows;
    }

    private static FileRow Row(string[] emails, string[] phoneNumbers) => FileRow.Of(
        [.. emails.Select(EmailAddress.FromStored)], [.. phoneNumbers.Select(PhoneNumber.FromStored)]);
}
