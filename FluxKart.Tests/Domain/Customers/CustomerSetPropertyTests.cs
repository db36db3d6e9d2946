using CsCheck;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Events;
using FluxKart.Tests.Oracles;

namespace FluxKart.Tests.Domain.Customers;

public sealed class CustomerSetPropertyTests
{
    private static readonly Gen<(string? Email, string? PhoneNumber)[]> Requests = Gen
        .Select(Gen.Int[-1, 6], Gen.Int[-1, 6])
        .Where((email, phoneNumber) => email >= 0 || phoneNumber >= 0)
        .Select((email, phoneNumber) => (email < 0 ? null : $"{email}@example.com", phoneNumber < 0 ? null : $"{phoneNumber}"))
        .Array[1, 30];

    [Fact]
    public void Identify_WhenRequestsComeOneByOne_ReturnsTheSameAsTheOracle() => Requests.Sample(
        requests =>
        {
            var store = new ContactStore();
            var oracle = new CustomerOracle();
            foreach (var (email, phoneNumber) in requests)
                Assert.Equal(oracle.Identify(email, phoneNumber), CustomerJson.Of(store.Identify(email, phoneNumber)));
            AssertLinksAreOneStepDeep(store);
        },
        iter: 1_000);

    [Fact]
    public void Identify_WhenRequestsShareOneSet_StoresTheSameContactsAsOneByOne() => Requests.Sample(
        requests =>
        {
            var oneByOne = new ContactStore();
            foreach (var (email, phoneNumber) in requests)
                oneByOne.Identify(email, phoneNumber);

            var store = new ContactStore();
            foreach (var (email, phoneNumber) in requests.Take(requests.Length / 2))
                store.Identify(email, phoneNumber);
            var rest = requests.Skip(requests.Length / 2)
                .Select(request => Parsed.Details(request.Email, request.PhoneNumber))
                .ToArray();
            var set = store.Load(rest);
            foreach (var details in rest)
                set.Identify(details);
            store.Save(set);

            Assert.Equal(oneByOne.Contacts.Select(Describe), store.Contacts.Select(Describe));
        },
        iter: 1_000);

    [Fact]
    public void Recognise_WhenRequestsComeOneByOne_ReturnsNullExactlyWhenIdentifyWrites() => Requests.Sample(
        requests =>
        {
            var store = new ContactStore();
            foreach (var (email, phoneNumber) in requests)
            {
                var details = Parsed.Details(email, phoneNumber);
                var set = store.Load(details);
                var recognised = set.Recognise(details);
                var identified = set.Identify(details);
                store.Save(set);

                Assert.Equal(set.Created.Count + set.Relinked.Count == 0, recognised is not null);
                var snapshot = identified.ToSnapshot();
                Assert.Equal(recognised?.ToSnapshot().SecondaryContactIds ?? snapshot.SecondaryContactIds, snapshot.SecondaryContactIds);
            }
        },
        iter: 500);

    [Fact]
    public void Events_WhenReplayedFromTheStart_GiveEachContactItsPrimary() => Requests.Sample(
        requests =>
        {
            var store = new ContactStore();
            var primaries = new Dictionary<long, long>();
            foreach (var (email, phoneNumber) in requests)
            {
                foreach (var customerEvent in store.Apply(email, phoneNumber).Events)
                    Replay(customerEvent, primaries);
            }

            Assert.Equal(
                store.Contacts.Select(contact => (contact.Id, contact.LinkedId ?? contact.Id)),
                primaries.OrderBy(contact => contact.Key).Select(contact => (contact.Key, contact.Value)));
        },
        iter: 1_000);

    private static void Replay(CustomerEvent customerEvent, Dictionary<long, long> primaries)
    {
        IEnumerable<Contact> moved = customerEvent switch
        {
            ContactCreated created => [created.Primary!],
            ContactLinked linked => [linked.Secondary],
            CustomersMerged merged => merged.Moved,
            _ => throw new ArgumentException("Unknown kind of event.", nameof(customerEvent)),
        };
        foreach (var contact in moved)
            primaries[contact.Id] = customerEvent.Primary!.Id;
    }

    private static void AssertLinksAreOneStepDeep(ContactStore store)
    {
        var primaryIds = store.Contacts.Where(contact => contact.LinkedId is null).Select(contact => contact.Id).ToHashSet();

        Assert.All(store.Contacts, contact =>
        {
            Assert.Equal(contact.LinkedId is null, contact.LinkPrecedence == LinkPrecedence.Primary);
            Assert.Contains(contact.LinkedId ?? contact.Id, primaryIds);
        });
    }

    private static (long Id, string? Email, string? PhoneNumber, long? LinkedId) Describe(Contact contact) =>
        (contact.Id, contact.Email?.Value, contact.PhoneNumber?.Value, contact.LinkedId);
}
