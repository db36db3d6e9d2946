using CsCheck;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Random requests. Each customer is explained completely, and no chain could be shorter.</summary>
public sealed class LinkGraphPropertyTests
{
    private static readonly Gen<(string? Email, string? PhoneNumber)[]> Requests = Gen.Select(
        Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[0, 9],
        (email, phone, kind) => (
            kind == 0 ? null : $"e{email}@example.com",
            kind == 1 ? null : $"{1000 + phone}")).Array[1, 40];

    [Fact]
    public void SpanningTree_WhenRequestsAreRandom_SpansEachCustomerWithLinksThatHold() => Requests.Sample(
        requests =>
        {
            var store = StoreOf(requests);
            foreach (var customer in store.Contacts.GroupBy(contact => contact.LinkedId ?? contact.Id))
            {
                var links = store.GraphOf(customer.Key).SpanningTree;

                Assert.Equal(customer.Count() - 1, links.Count);
                Assert.Equal(customer.Count(), ReachableFrom(customer.Key, links).Count);
                Assert.All(links, link =>
                {
                    Assert.True(Contact.OldestFirst.Compare(link.From, link.To) > 0);
                    Assert.DoesNotContain(LinkReason.Unrecorded, link.By);
                    Assert.Equal(SharedBy(link.From, link.To), link.By.Where(reason => reason is not LinkReason.Request));
                    Assert.Equal(store.Events[(int)link.EventId!.Value - 1].Time, link.At);
                });
                AssertLinkedToAnOlderContactByEachSharedValue(customer, links);
            }
        },
        iter: 500);

    [Fact]
    public void SpanningTree_WhenRequestsAreRandom_NamesTheEventThatJoinedTheContacts() => Requests.Sample(
        requests =>
        {
            var store = StoreOf(requests);
            foreach (var customer in store.Contacts.GroupBy(contact => contact.LinkedId ?? contact.Id))
            {
                Assert.All(store.GraphOf(customer.Key).SpanningTree, link =>
                {
                    var eventId = (int)link.EventId!.Value;
                    Assert.False(AreTogetherAfter(store, eventId - 1, link));
                    Assert.True(AreTogetherAfter(store, eventId, link));
                });
            }
        },
        iter: 500);

    [Fact]
    public void FindChain_WhenRequestsAreRandom_IsAsShortAsTheOraclesAndConnected() => Requests.Sample(
        requests =>
        {
            var store = StoreOf(requests);
            foreach (var customer in store.Contacts.GroupBy(contact => contact.LinkedId ?? contact.Id))
            {
                var graph = store.GraphOf(customer.Key);
                foreach (var (from, to) in customer.SelectMany(from => customer.Select(to => (from, to))))
                {
                    var chain = graph.FindChain(from.Id, to.Id);

                    Assert.NotNull(chain);
                    Assert.Equal((from, to), (chain.Contacts[0], chain.Contacts[^1]));
                    Assert.Equal(DistanceOf(store, [.. customer], from, to), chain.Links.Count);
                    Assert.Equal(chain.Links.Count + 1, chain.Contacts.Count);
                    Assert.All(chain.Links.Index(), step => Assert.Equal(
                        new HashSet<Contact> { chain.Contacts[step.Index], chain.Contacts[step.Index + 1] }.ToHashSet(),
                        new HashSet<Contact> { step.Item.From, step.Item.To }.ToHashSet()));
                }
            }
        },
        iter: 100);

    private static ContactStore StoreOf(IEnumerable<(string? Email, string? PhoneNumber)> requests)
    {
        var store = new ContactStore();
        foreach (var (email, phoneNumber) in requests)
            store.Identify(email, phoneNumber);
        return store;
    }

    private static HashSet<long> ReachableFrom(long start, IReadOnlyList<Link> links)
    {
        var reached = new HashSet<long> { start };
        for (var count = 0; count != reached.Count;)
        {
            count = reached.Count;
            foreach (var link in links.Where(link => reached.Contains(link.From.Id) || reached.Contains(link.To.Id)))
                reached.UnionWith([link.From.Id, link.To.Id]);
        }

        return reached;
    }

    private static IEnumerable<LinkReason> SharedBy(Contact one, Contact other)
    {
        if (one.Email is not null && one.Email.Equals(other.Email))
            yield return LinkReason.Email;
        if (one.PhoneNumber is not null && one.PhoneNumber.Equals(other.PhoneNumber))
            yield return LinkReason.PhoneNumber;
    }

    private static void AssertLinkedToAnOlderContactByEachSharedValue(IEnumerable<Contact> customer, IReadOnlyList<Link> links) =>
        Assert.All(customer, contact =>
        {
            var sharesWithOlder = customer.Any(other =>
                Contact.OldestFirst.Compare(other, contact) < 0 && SharedBy(contact, other).Any());
            Assert.Equal(sharesWithOlder, links.Any(link => link.From == contact && SharedBy(link.From, link.To).Any()));
        });

    /// <summary>Replays the first events, and compares the customers of the two contacts.</summary>
    private static bool AreTogetherAfter(ContactStore store, int events, Link link)
    {
        var primaries = new Dictionary<long, long>();
        foreach (var recorded in store.Events.Take(events))
        {
            long[] moved = recorded.Data switch
            {
                { MovedContactIds: { } ids } => [.. ids],
                { SecondaryContactId: { } id } => [id],
                _ => [recorded.ContactId!.Value],
            };
            foreach (var id in moved)
                primaries[id] = recorded.ContactId!.Value;
        }

        return primaries.TryGetValue(link.From.Id, out var from) && primaries.TryGetValue(link.To.Id, out var to) && from == to;
    }

    /// <summary>Breadth first over all pairs of contacts, in the simplest form.</summary>
    private static int DistanceOf(ContactStore store, Contact[] customer, Contact from, Contact to)
    {
        var requests = store.Events
            .Where(recorded => recorded.Data is { MovedContactIds: not null, MatchedBy: { Email: not null, PhoneNumber: not null } })
            .Select(recorded => (recorded.Data.MatchedBy!.Email, recorded.Data.MatchedBy.PhoneNumber))
            .ToHashSet();
        var distances = new Dictionary<Contact, int> { [from] = 0 };
        for (var distance = 0; !distances.ContainsKey(to); distance++)
        {
            foreach (var near in customer.Where(contact => distances.TryGetValue(contact, out var known) && known == distance).ToList())
            {
                foreach (var contact in customer)
                {
                    if (SharedBy(near, contact).Any()
                        || requests.Contains((near.Id, contact.Id))
                        || requests.Contains((contact.Id, near.Id)))
                    {
                        distances.TryAdd(contact, distance + 1);
                    }
                }
            }
        }

        return distances[to];
    }
}
