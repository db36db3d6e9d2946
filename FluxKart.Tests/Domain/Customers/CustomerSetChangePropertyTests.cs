using CsCheck;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Random sequences of requests and of all changes by hand.</summary>
public sealed class CustomerSetChangePropertyTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(5)]
    [InlineData(2)]
    public void Changes_WhenTheyAreRandom_LeaveTheSameAsTheOracle(int maxContacts) => RandomChange.Some.Sample(
        changes =>
        {
            var (store, oracle) = (StoreOfAtMost(maxContacts), new ChangeOracle(maxContacts));
            foreach (var change in changes)
            {
                var response = change.Apply(store, oracle);

                Assert.Equal(change.Apply(oracle), response);
                AssertSame(oracle, store);
            }
        },
        iter: 1_000,
        print: Describe);

    [Fact]
    public void DryRun_WhenChangesAreRandom_ReturnsTheSameAsTheChangeThatFollows() => RandomChange.Some.Sample(
        changes =>
        {
            var (store, oracle) = (StoreOfAtMost(5), new ChangeOracle(5));
            foreach (var change in changes)
            {
                var (events, contacts) = (store.Events.Count, store.Contacts.Count);
                var preview = change.Apply(store.DryRun(), oracle);
                Assert.Equal((events, contacts), (store.Events.Count, store.Contacts.Count));

                var response = change.Apply(store, oracle);
                if (store.Contacts.Count > contacts)
                    response = WithId0(response!, store.Contacts.Count);
                Assert.Equal(preview, response);
                change.Apply(oracle);
            }
        },
        iter: 1_000,
        print: Describe);

    [Fact]
    public void Events_WhenReplayedFromTheFirst_GiveThePartition() => RandomChange.Some.Sample(
        changes =>
        {
            var (store, oracle) = (StoreOfAtMost(5), new ChangeOracle(5));
            foreach (var change in changes)
            {
                change.Apply(store, oracle);
                change.Apply(oracle);
                Assert.Equal(store.Customers, Replay(store.Events));
            }
        },
        iter: 1_000,
        print: Describe);

    [Fact]
    public void Recognise_WhenChangesAreRandom_ReturnsNullExactlyWhenIdentifyWrites() => RandomChange.Some.Sample(
        changes =>
        {
            var (store, oracle) = (StoreOfAtMost(3), new ChangeOracle(3));
            foreach (var change in changes)
            {
                var details = Parsed.Details(change.Email, change.PhoneNumber);
                var (recognised, set) = (store.DryRun().Load(details).Recognise(details), store.DryRun().Load(details));
                var identified = set.Identify(details);

                var writes = set.Created.Count + set.Relinked.Count + set.Shared.Added.Count + set.Events.Count > 0;
                Assert.Equal(writes, recognised is null);
                if (recognised is not null)
                    Assert.Equal(RandomChange.TextOf(identified.ToSnapshot()), RandomChange.TextOf(recognised.ToSnapshot()));
                change.Apply(store, oracle);
                change.Apply(oracle);
            }
        },
        iter: 1_000,
        print: Describe);

    [Fact]
    public void Identify_WhenRequestsShareOneSet_DoesTheSameAsOneByOne() => Gen.Select(RandomChange.Some, RandomChange.Some).Sample(
        (changes, batch) =>
        {
            var (store, oracle) = (StoreOfAtMost(4), new ChangeOracle(4));
            foreach (var change in changes)
            {
                change.Apply(store, oracle);
                change.Apply(oracle);
            }

            ContactDetails[] requests = [.. batch.Select(request => Parsed.Details(request.Email, request.PhoneNumber))];
            var set = store.Load(requests);
            foreach (var details in requests)
                set.Identify(details);
            store.Save(set);
            foreach (var request in batch)
                oracle.Identify(request.Email, request.PhoneNumber);
            AssertSame(oracle, store);
        },
        iter: 1_000);

    [Fact]
    public void Identify_WhenACustomerWasSplit_NeverJoinsTheHalves()
    {
        foreach (var seed in Enumerable.Range(0, 5))
        {
            var random = new Random(seed);
            var (store, oracle) = (StoreOfAtMost(int.MaxValue), new ChangeOracle(int.MaxValue));
            for (var step = 0; step < 12; step++)
                IdentifyInBoth(store, oracle, $"{random.Next(4)}@example.com", $"{random.Next(4)}");
            var whole = oracle.CustomerOf(1);
            HashSet<long> part = [.. whole.Rows.Where((_, index) => index % 2 == 1).Select(row => row.Id)];
            var (one, other) = (whole.PrimaryId, part.First());
            store.Split([.. part]);
            oracle.Split(part, keepApart: true);

            for (var order = 0; order < 2_000; order++)
            {
                // Values of both people, values that are new at first, and now and then one that stays new.
                var (email, phoneNumber) = (random.Next(order % 10 == 0 ? 10_000 : 12), random.Next(12));
                IdentifyInBoth(
                    store,
                    oracle,
                    random.Next(5) == 0 ? null : $"{email}@example.com",
                    email > 12 || random.Next(5) > 0 ? $"{phoneNumber}" : null);

                Assert.NotEqual(oracle.CustomerOf(one), oracle.CustomerOf(other));
            }

            AssertSame(oracle, store);
        }
    }

    private static void IdentifyInBoth(ContactStore store, ChangeOracle oracle, string? email, string? phoneNumber)
    {
        if (email is null && phoneNumber is null)
            return;
        Assert.Equal(oracle.Identify(email, phoneNumber).ToString(), RandomChange.TextOf(store.Identify(email, phoneNumber)));
    }

    private static void AssertSame(ChangeOracle oracle, ContactStore store)
    {
        Assert.Equal(string.Join(" | ", oracle.Customers.Select(customer => customer.Split(':')[0])), store.Customers);
        Assert.Equal(oracle.Marks, store.Marks
            .Select(mark => $"{mark.Identifier.Value}{(mark.IsTakenApart ? " taken apart" : "")}")
            .Order(StringComparer.Ordinal));
        Assert.Equal(oracle.Apart, store.Separations
            .Select(separation => (One: oracle.CustomerOf(separation.ContactId), Other: oracle.CustomerOf(separation.OtherContactId)))
            .Select(pair => Separation.Between(pair.One.PrimaryId, pair.Other.PrimaryId))
            .Select(pair => (pair.ContactId, pair.OtherContactId))
            .Distinct()
            .Order());
    }

    /// <summary>The customers by the events alone, as <see cref="ContactStore.Customers"/> writes them.</summary>
    private static string Replay(IEnumerable<RecordedEvent> events)
    {
        var primaries = new SortedDictionary<long, long>();
        foreach (var (_, type, _, contactId, data) in events)
        {
            foreach (var goneId in data.RemovedContactIds ?? [])
                primaries.Remove(goneId);
            // What is left stays one customer, until the splits that follow.
            foreach (var leftId in primaries.Keys.Where(id => (data.RemovedContactIds ?? []).Contains(primaries[id])).ToList())
                primaries[leftId] = contactId!.Value;
            foreach (var movedId in data.MovedContactIds ?? [])
                primaries[movedId] = data.SpawnedContactId ?? contactId!.Value;
            if (data.SecondaryContactId is { } addedId)
                primaries[addedId] = contactId!.Value;
            if (type == EventTypes.ContactCreated)
                primaries[contactId!.Value] = contactId.Value;
        }

        return string.Join(" | ", primaries
            .GroupBy(contact => contact.Value, contact => contact.Key)
            .OrderBy(customer => customer.Key)
            .Select(customer => string.Join(' ', customer.OrderBy(id => (id != customer.Key, id)))));
    }

    private static ContactStore StoreOfAtMost(int contacts) =>
        new() { Rules = LinkingRules.Plain with { MaxContactsPerCustomer = contacts } };

    // The new contact comes last, and may be the only one.
    private static string WithId0(string response, int newId)
    {
        var (ids, values) = (response.Split(':')[0].Split(' '), response.Split(':')[1]);
        return $"{string.Join(' ', ids.Select(id => id == $"{newId}" ? "0" : id))}:{values}";
    }

    private static string Describe(RandomChange[] changes) => string.Join(
        Environment.NewLine,
        changes.Select(change => $"{change} {change.Email} {change.PhoneNumber}"));
}
