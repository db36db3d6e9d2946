using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Contacts;

/// <summary>What is stored about customers besides their contacts, written and read again.</summary>
public abstract class BondTests(TestDatabase database) : PersistenceTests(database)
{
    [Fact]
    public async Task SaveAsync_WhenACustomerIsSplit_KeepsTheSeparationAndTheMark()
    {
        await CreateCustomerAsync();

        await SplitAsync();

        var bonds = await ReadAsync(1);
        Assert.Equal([new Separation(1, 2)], bonds.Separations);
        Assert.Equal([1L, 2], bonds.SeparatedCustomerIds.Order());
        var mark = Assert.Single(bonds.Marks);
        Assert.Equal((1L, Parsed.Phone("5551"), null, "split", false), (mark.Id, mark.PhoneNumber, mark.Email, mark.Reason, mark.IsTakenApart));
        Assert.Equal(DateTimeKind.Utc, mark.CreatedAt.Kind);
        Assert.Equal([Parsed.Phone("5551")], bonds.HeldElsewhere);
        Assert.Equal([1L, 2, 3], bonds.Events.Select(recorded => recorded.Id));
    }

    [Fact]
    public async Task SaveAsync_WhenCustomersAreMergedByHand_DeletesTheSeparation()
    {
        await CreateCustomerAsync();
        await SplitAsync();

        await ChangeAsync(new CustomerScope([], [1, 2]) { WithBonds = true }, customers =>
            customers.Merge(CustomerOf(customers, 1), CustomerOf(customers, 2), reason: null));

        Assert.Empty((await ReadAsync(1)).Separations);
        Assert.Empty((await ReadAsync(1)).HeldElsewhere);
    }

    [Fact]
    public async Task SaveAsync_WhenAnIdentifierIsMarked_ReturnsTheIdAndTheTimeThatAreStored()
    {
        var mark = new SharedIdentifier(Parsed.Email("info@example.com"), "a mailbox", isTakenApart: true);

        await ChangeAsync(ScopeOf(mark.Identifier), customers => customers.Mark(mark, stored: null, takeApart: false));

        var stored = Assert.Single(await ListAsync());
        Assert.Equal(
            (mark.Id, mark.Email, mark.PhoneNumber, mark.Reason, mark.IsTakenApart, mark.CreatedAt, mark.CreatedAt.Kind),
            (stored.Id, stored.Email, stored.PhoneNumber, stored.Reason, stored.IsTakenApart, stored.CreatedAt, stored.CreatedAt.Kind));
        Assert.Equal(stored.Id, (await FindAsync(stored.Id))?.Id);
        Assert.Null(await FindAsync(stored.Id + 1));
    }

    [Fact]
    public async Task SaveAsync_WhenAMarkIsTakenApartLater_StoresIt()
    {
        var phone = Parsed.Phone("5551");
        await ChangeAsync(ScopeOf(phone), customers => customers.Mark(new(phone, null, isTakenApart: false), stored: null, takeApart: false));
        Assert.False(Assert.Single(await ListAsync()).IsTakenApart);

        await ChangeAsync(ScopeOf(phone), customers => customers.Mark(
            new(phone, null, isTakenApart: true), Assert.Single(customers.Bonds.Marks), takeApart: true));

        Assert.True(Assert.Single(await ListAsync()).IsTakenApart);
    }

    [Fact]
    public async Task SaveAsync_WhenAMarkIsRemoved_DeletesThatOneOnly()
    {
        foreach (var identifier in new Identifier[] { Parsed.Phone("5551"), Parsed.Email("info@example.com") })
            await ChangeAsync(ScopeOf(identifier), customers => customers.Mark(new(identifier, null, isTakenApart: false), stored: null, takeApart: false));

        await ChangeAsync(ScopeOf(Parsed.Phone("5551")), customers => customers.Unmark(Assert.Single(customers.Bonds.Marks)));

        Assert.Equal([Parsed.Email("info@example.com")], (await ListAsync()).Select(mark => mark.Identifier));
    }

    [Fact]
    public async Task SaveAsync_WhenARemovedContactIsReplaced_StoresItsStandIns()
    {
        await IdentifyAsync(Details("a@example.com", "1"), Details("b@example.com", "2"), Details("c@example.com", "2"), Details("d@example.com", "2"));
        await IdentifyAsync(Details("a@example.com", "2"));

        await RemoveAsync(2);
        Assert.Equal([new StandIn(2, StandInRole.PhoneNumber, 3)], PhoneStandIns(await ReadAsync(1)));

        // Now another takes the place of both.
        await RemoveAsync(3);
        Assert.Equal([new StandIn(2, StandInRole.PhoneNumber, 4)], PhoneStandIns(await ReadAsync(1)));
    }

    [Fact]
    public async Task LoadAsync_WhenCustomersAreKeptApart_KnowsItOnlyWhereTheyCouldBeJoined()
    {
        await CreateCustomerAsync();
        await SplitAsync();
        await IdentifyAsync(Details("b@example.com", "5552"));

        Assert.Null((await Contacts.LoadAsync(Scope(Details("a@example.com", "5551")), Cancellation)).Separations);
        var customers = await Contacts.LoadAsync(Scope(Details("a@example.com", "5552")), Cancellation);
        Assert.True(customers.Separations!.AreApart(CustomerOf(customers, 1), CustomerOf(customers, 2)));
    }

    private static Customer CustomerOf(CustomerSet customers, long id) => customers.Loaded.Single(customer => customer.Has(id));

    private static CustomerScope ScopeOf(Identifier identifier) =>
        CustomerScope.Of((long[])[]) with { Marks = [identifier], WithHoldersOfMarks = true, WithBonds = true };

    private static IEnumerable<StandIn> PhoneStandIns(Bonds bonds) =>
        bonds.StandIns.Where(standIn => standIn is { RemovedId: 2, Role: StandInRole.PhoneNumber });

    private async Task CreateCustomerAsync() => await IdentifyAsync(Details("a@example.com", "5551"), Details("b@example.com", "5551"));

    private async Task SplitAsync() => await ChangeAsync(CustomerScope.Of([1L]) with { WithBonds = true }, customers =>
    {
        var whole = CustomerOf(customers, 1);
        customers.Split(whole, [whole.Contacts.Single(contact => contact.Id == 2)], keepApart: true, reason: null);
    });

    private async Task RemoveAsync(long id) => await ChangeAsync(CustomerScope.Of([id]) with { WithBonds = true }, customers =>
    {
        var whole = CustomerOf(customers, id);
        customers.Remove(whole, whole.Contacts.Where(contact => contact.Id == id).ToHashSet(), reason: null);
    });

    private Task<bool> ChangeAsync(CustomerScope scope, Action<CustomerSet> change) => UnitOfWork.ExecuteAsync(
        async token =>
        {
            var customers = await Contacts.LoadForUpdateAsync(scope, token);
            change(customers);
            await Contacts.SaveAsync(customers, token);
            return true;
        },
        Cancellation);

    private async Task<Bonds> ReadAsync(long id) =>
        (await Contacts.LoadAsync(CustomerScope.Of([id]) with { WithBonds = true }, Cancellation)).Bonds;

    private async Task<IReadOnlyList<SharedIdentifier>> ListAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISharedIdentifierDirectory>().ListAsync(0, 100, Cancellation);
    }

    private async Task<SharedIdentifier?> FindAsync(long id)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISharedIdentifierDirectory>().FindAsync(id, Cancellation);
    }

    public sealed class OnSqlite(SqliteDatabase database) : BondTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : BondTests(database), IClassFixture<PostgresDatabase>;
}
