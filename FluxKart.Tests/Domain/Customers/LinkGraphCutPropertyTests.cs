using CsCheck;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Random small customers, compared with trying out everything.</summary>
public sealed class LinkGraphCutPropertyTests
{
    private static readonly Gen<(RandomLinks Links, int First, int Second)> RemovedTwice =
        Gen.Select(RandomLinks.Any, Gen.Int[1, 127], Gen.Int[1, 127]);

    [Fact]
    public void SpanningTree_WhenLinksAreRandom_SpansTheCustomer() => RandomLinks.Any.Sample(
        links =>
        {
            var tree = links.ToGraph().SpanningTree;

            Assert.Equal(links.Customer.Contacts.Count - 1, tree.Count);
            var reached = new HashSet<Contact> { links.Customer.Contacts[0] };
            for (var round = 0; round < tree.Count; round++)
                reached.UnionWith(tree.Where(link => EndsOf(link).Any(reached.Contains)).SelectMany(EndsOf));
            Assert.Equal(links.Customer.Contacts.Count, reached.Count);
        },
        iter: 1000);

    [Fact]
    public void FindChain_WhenLinksAreRandom_ConnectsAllContacts() => RandomLinks.Any.Sample(
        links =>
        {
            var graph = links.ToGraph();
            foreach (var (from, to) in PairsOf(links.Customer.Contacts))
            {
                var chain = graph.FindChain(from.Id, to.Id);

                Assert.NotNull(chain);
                Assert.Equal((from, to), (chain.Contacts[0], chain.Contacts[^1]));
                Assert.Equal(chain.Links.Count, chain.Links.Distinct().Count());
            }
        },
        iter: 500);

    [Fact]
    public void PartsWithout_WhenLinksAreRandom_FallsApartAsTheOracle() => RandomLinks.Any.Sample(
        links =>
        {
            var graph = links.ToGraph();
            var oracle = new LinkOracle(links);
            foreach (var identifier in oracle.Identifiers)
                Assert.Equal(LinkText.Of(oracle.PartsWithout([], [identifier])), LinkText.Of(graph.PartsWithout(identifier)));
            foreach (var removed in SubsetsOf(links.Customer.Contacts).Select(subset => subset.ToHashSet()))
                Assert.Equal(LinkText.Of(oracle.PartsWithout(removed, [])), LinkText.Of(graph.PartsWithout(removed)));
        },
        iter: 500);

    [Fact]
    public void StandInsFor_WhenContactsAreRemovedTwice_KeepEachLinkThatStillHolds() => RemovedTwice.Sample(
        (links, first, second) =>
        {
            // Links of earlier times are found anew in what is left, and may then have another reason.
            if (links.Patterns.Length > 0 || HasInherited(links.ToGraph()))
                return;
            foreach (var choice in (int[])[first, second])
            {
                var removed = links.Customer.Contacts.Where((_, index) => (choice >> index & 1) == 1).ToArray();
                var parts = links.ToGraph().PartsWithout(removed.ToHashSet());
                links.Customer.Remove(removed);
                Assert.All(parts, part => Assert.False(HasInherited(links.Customer.ToGraph(links.Patterns, part))));
                if (parts.Count != 1)
                    return;
            }
        },
        iter: 2000);

    [Fact]
    public void FindCut_WhenLinksAreRandom_IsTheSmallestOfAllSetsAndTheNearest() => RandomLinks.Any.Sample(
        links =>
        {
            var graph = links.ToGraph();
            var oracle = new LinkOracle(links);
            var isDivided = oracle.HasDividedIdentifier();
            var partings = SubsetsOf(oracle.Identifiers)
                .Select(subset => (Cut: subset, Parts: oracle.PartsWithout([], [.. subset])))
                .ToList();
            foreach (var (from, to) in PairsOf(links.Customer.Contacts))
            {
                var separating = partings.Where(parting => PartOf(parting.Parts, from) != PartOf(parting.Parts, to)).ToList();
                var cut = graph.FindCut(from.Id, to.Id);

                Assert.NotNull(cut);
                Assert.Equal(separating.Count == 0, cut.Identifiers.Count == 0);
                Assert.Equal(separating.Count == 0, cut.LastingLinks.Count > 0);
                if (separating.Count == 0)
                    continue;
                var found = Assert.Single(separating, parting => parting.Cut.SequenceEqual(cut.Identifiers));
                Assert.Equal(LinkText.Of(found.Parts), LinkText.Of(cut.Parts));
                // Each node of an identifier counts alone.
                if (isDivided)
                    continue;
                var fewest = separating.Min(parting => parting.Cut.Count);
                Assert.Equal(fewest, cut.Identifiers.Count);
                foreach (var other in separating.Where(parting => parting.Cut.Count == fewest))
                    Assert.Subset(PartOf(other.Parts, from).ToHashSet(), PartOf(found.Parts, from).ToHashSet());
            }
        },
        iter: 500);

    [Fact]
    public void FindArticulations_WhenLinksAreRandom_AreTheIdentifiersWithoutWhichTheCustomerFallsApart() => RandomLinks.Any.Sample(
        links =>
        {
            var graph = links.ToGraph();
            var all = links.Customer.Contacts.Count;
            var expected = new LinkOracle(links).Identifiers
                .Select(identifier => (
                    identifier,
                    Holders: links.Customer.Contacts.Count(contact => contact.Identifiers.Contains(identifier)),
                    Parts: graph.PartsWithout(identifier)))
                .Where(one => one.Parts.Count > 1)
                .Select(one => (
                    one.identifier,
                    one.Holders,
                    Pairs: PairsIn(all) - one.Parts.Sum(part => PairsIn(part.Count)),
                    Customers: one.Parts.Count))
                .OrderByDescending(one => one.Pairs)
                .ThenBy(one => links.Customer.Contacts.First(contact => contact.Identifiers.Contains(one.identifier)).Id);

            Assert.Equal(expected, graph.FindArticulations().Select(one => (one.Identifier, one.Contacts, one.Pairs, one.Customers)));
        },
        iter: 1000);

    private static Contact[] EndsOf(Link link) => [link.From, link.To];

    private static bool HasInherited(LinkGraph graph) => graph.SpanningTree.Any(link =>
        link.By.Contains(LinkReason.Unrecorded)
        || graph.Events.Any(recorded => recorded.Id == link.EventId && recorded.Type == EventTypes.ContactSplit));

    private static long PairsIn(long contacts) => contacts * (contacts - 1) / 2;

    private static List<Contact> PartOf(List<List<Contact>> parts, Contact contact) => parts.Single(part => part.Contains(contact));

    private static IEnumerable<(Contact From, Contact To)> PairsOf(IReadOnlyList<Contact> contacts) =>
        contacts.SelectMany(from => contacts.Where(to => to != from).Select(to => (from, to)));

    private static IEnumerable<List<T>> SubsetsOf<T>(IReadOnlyList<T> items) => Enumerable
        .Range(0, 1 << items.Count)
        .Select(choice => items.Where((_, index) => (choice >> index & 1) == 1).ToList());
}
