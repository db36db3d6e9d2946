using FluxKart.Domain.Customers;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>The order in which an export reads the contacts.</summary>
public abstract class ContactDirectoryTests(TestDatabase database) : PersistenceTests(database)
{
    // The primary of customer 3 has a higher id than some secondaries, and that of customer 7 is younger than its secondary. SQLite
    // compares the times as texts, with the zeros at their ends.
    private const string Rows =
        """
        INSERT INTO contact (id, email, phonenumber, linkedid, linkprecedence, createdat) VALUES
        (3, 'c@example.com', '3', NULL, 'primary', '2026-11-26 09:00:01.500'),
        (1, 'a@example.com', '3', 3, 'secondary', '2026-11-26 09:00:03.120'),
        (2, 'b@example.com', '3', 3, 'secondary', '2026-11-26 09:00:03.120'),
        (4, 'd@example.com', NULL, NULL, 'primary', '2026-11-26 09:00:00.000'),
        (5, 'e@example.com', '3', 3, 'secondary', '2026-11-26 09:00:02.000'),
        (7, NULL, '7', NULL, 'primary', '2026-11-26 09:00:00.200'),
        (8, 'h@example.com', '7', 7, 'secondary', '2026-11-26 09:00:00.100'),
        (9, 'i@example.com', '9', NULL, 'primary', '2026-11-26 09:00:00.000')
        """;

    private static readonly long[] InOrder = [3, 5, 1, 2, 4, 7, 8, 9];

    private AsyncServiceScope scope;

    private IContactDirectory Directory => scope.ServiceProvider.GetRequiredService<IContactDirectory>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.ExecuteAsync(Rows);
        scope = Services.CreateAsyncScope();
    }

    public override async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(100)]
    public async Task ListAsync_WhateverThePageSize_ReturnsEachContactOnceInOrder(int limit)
    {
        Assert.Equal(InOrder, await ReadIdsAsync(limit));
    }

    [Fact]
    public async Task ListAsync_WhenTheLastContactIsErasedMeanwhile_GoesOnAfterItsPlace()
    {
        var first = await Directory.ListAsync(null, 3, Cancellation);
        await Database.ExecuteAsync("UPDATE contact SET email = NULL, phonenumber = NULL, deletedat = createdat WHERE id = 1");

        var rest = await Directory.ListAsync(first[^1], 100, Cancellation);

        Assert.Equal([2, 4, 7, 8, 9], rest.Select(contact => contact.Id));
    }

    // As another program does: the values stay.
    [Fact]
    public async Task ListAsync_WhenContactsAreDeleted_LeavesThemOut()
    {
        await Database.ExecuteAsync("UPDATE contact SET deletedat = createdat WHERE id IN (2, 4, 9)");

        Assert.Equal([3, 5, 1, 7, 8], await ReadIdsAsync(limit: 2));
    }

    [Fact]
    public async Task ListNamedAsync_WhenIdsAreOfPrimariesAndSecondaries_ReturnsWholeCustomersOnlyOfPrimaries()
    {
        await Database.ExecuteAsync("UPDATE contact SET deletedat = createdat WHERE id = 9");

        var named = await Directory.ListNamedAsync([7, 2, 9, 100], Cancellation);

        Assert.Equal([2, 7, 8], named.Select(contact => contact.Id));
    }

    private async Task<List<long>> ReadIdsAsync(int limit)
    {
        var ids = new List<long>();
        for (var page = await Directory.ListAsync(null, limit, Cancellation);
            page.Count > 0;
            page = await Directory.ListAsync(page[^1], limit, Cancellation))
        {
            Assert.True(page.Count <= limit);
            ids.AddRange(page.Select(contact => contact.Id));
            Assert.True(ids.Count <= InOrder.Length, $"Read without end: {string.Join(' ', ids)}");
        }

        return ids;
    }

    public sealed class OnSqlite(SqliteDatabase database) : ContactDirectoryTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ContactDirectoryTests(database), IClassFixture<PostgresDatabase>;
}
