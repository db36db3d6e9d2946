using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// The fewest identifiers whose removal separates two contacts. By Menger's theorem there are as many as paths between the two that share
/// no identifier. The paths are found one after another by the method of Ford and Fulkerson.
/// </summary>
/// <remarks>
/// Each node becomes two vertices, one where paths enter and one where they leave. Between them one path fits through an identifier, and
/// any number through a contact. Each node of an identifier counts alone. So if one has several, a smaller cut may exist. No fast way is
/// known to find it.
/// </remarks>
internal sealed class MinimumCut
{
    private const int Unlimited = int.MaxValue / 2;
    private const int NotReached = -1;
    private const int Source = -2;

    private readonly IdentifierGraph graph;
    private readonly List<int>[] arcsFrom;
    // The opposite of arc number n is n ^ 1.
    private readonly List<int> ends = [];
    private readonly List<int> capacities = [];

    private MinimumCut(IdentifierGraph graph)
    {
        this.graph = graph;
        arcsFrom = new List<int>[2 * graph.Count];
        for (var vertex = 0; vertex < arcsFrom.Length; vertex++)
            arcsFrom[vertex] = [];
        for (var node = 0; node < graph.Count; node++)
        {
            AddArc(EntryOf(node), ExitOf(node), graph.IsContact(node) ? Unlimited : 1);
            foreach (var neighbour in graph.NeighboursOf(node))
                AddArc(ExitOf(node), EntryOf(neighbour), Unlimited);
        }
    }

    /// <summary>The smallest cut. Of several, it is the one nearest to <paramref name="from"/>.</summary>
    /// <param name="graph">The graph. Each path between the two contacts must go through an identifier.</param>
    /// <param name="from">The one contact.</param>
    /// <param name="to">The other contact.</param>
    /// <returns>The identifiers, in the order of the graph.</returns>
    public static IReadOnlyList<Identifier> Between(IdentifierGraph graph, Contact from, Contact to) =>
        new MinimumCut(graph).Find(ExitOf(graph.NumberOf(from)), EntryOf(graph.NumberOf(to)));

    private static int EntryOf(int node) => 2 * node;

    private static int ExitOf(int node) => (2 * node) + 1;

    private void AddArc(int start, int end, int capacity)
    {
        arcsFrom[start].Add(ends.Count);
        ends.Add(end);
        capacities.Add(capacity);
        arcsFrom[end].Add(ends.Count);
        ends.Add(start);
        capacities.Add(0);
    }

    private IReadOnlyList<Identifier> Find(int source, int sink)
    {
        var reachedBy = Search(source, sink);
        while (reachedBy[sink] != NotReached)
        {
            for (var vertex = sink; vertex != source; vertex = ends[reachedBy[vertex] ^ 1])
            {
                capacities[reachedBy[vertex]]--;
                capacities[reachedBy[vertex] ^ 1]++;
            }

            reachedBy = Search(source, sink);
        }

        return
        [
            .. Enumerable.Range(graph.ContactCount, graph.Count - graph.ContactCount)
                .Where(node => reachedBy[EntryOf(node)] != NotReached && reachedBy[ExitOf(node)] == NotReached)
                .Select(graph.IdentifierAt)
                .Distinct(),
        ];
    }

    /// <summary>Breadth first, until the sink is reached or nothing more is.</summary>
    /// <returns>The arc by which each vertex was reached.</returns>
    private int[] Search(int source, int sink)
    {
        var reachedBy = new int[arcsFrom.Length];
        Array.Fill(reachedBy, NotReached);
        reachedBy[source] = Source;
        var queue = new Queue<int>([source]);
        while (reachedBy[sink] == NotReached && queue.TryDequeue(out var vertex))
        {
            foreach (var arc in arcsFrom[vertex])
            {
                if (capacities[arc] == 0 || reachedBy[ends[arc]] != NotReached)
                    continue;
                reachedBy[ends[arc]] = arc;
                queue.Enqueue(ends[arc]);
            }
        }

        return reachedBy;
    }
}
