using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// Finds the identifiers of a connected graph that alone hold it together, and what comes apart without each. Tarjan's algorithm: one
/// search in depth, with its own stack.
/// </summary>
internal sealed class ArticulationSearch
{
    private readonly IdentifierGraph graph;
    // When the search entered each node, from 1; 0 if it has not.
    private readonly int[] entered;
    // The earliest node that the nodes below each one are connected to without it.
    private readonly int[] lowest;
    private readonly int[] contactsBelow;
    private readonly int[] nextNeighbour;
    private readonly Parts[] comeOff;

    private ArticulationSearch(IdentifierGraph graph)
    {
        this.graph = graph;
        entered = new int[graph.Count];
        lowest = new int[graph.Count];
        contactsBelow = new int[graph.Count];
        nextNeighbour = new int[graph.Count];
        comeOff = new Parts[graph.Count];
    }

    /// <summary>The identifiers without which the graph comes apart, in its own order.</summary>
    public static IEnumerable<(Identifier Identifier, long Pairs, int Customers)> Find(IdentifierGraph graph)
    {
        var search = new ArticulationSearch(graph);
        // From a contact, so that there is always a part on the other side of an identifier.
        search.Run(root: 0);
        for (var node = graph.ContactCount; node < graph.Count; node++)
        {
            var parts = search.comeOff[node];
            if (parts.Count == 0)
                continue;
            parts.Add(graph.ContactCount - parts.Contacts);
            yield return (graph.IdentifierAt(node), parts.PairsBetween, parts.Count);
        }
    }

    private void Run(int root)
    {
        var path = new Stack<int>([root]);
        var time = 0;
        Enter(root);
        while (path.TryPeek(out var node))
        {
            var neighbours = graph.NeighboursOf(node);
            if (nextNeighbour[node] == neighbours.Count)
            {
                path.Pop();
                if (path.TryPeek(out var parent))
                    Leave(node, parent);
                continue;
            }

            var next = neighbours[nextNeighbour[node]++];
            if (entered[next] != 0)
            {
                lowest[node] = Math.Min(lowest[node], entered[next]);
                continue;
            }

            Enter(next);
            path.Push(next);
        }

        void Enter(int node)
        {
            entered[node] = lowest[node] = ++time;
            contactsBelow[node] = graph.IsContact(node) ? 1 : 0;
        }
    }

    private void Leave(int node, int parent)
    {
        lowest[parent] = Math.Min(lowest[parent], lowest[node]);
        contactsBelow[parent] += contactsBelow[node];
        // Nothing below leads past the parent.
        if (lowest[node] >= entered[parent])
            comeOff[parent].Add(contactsBelow[node]);
    }

    private struct Parts
    {
        private long pairsWithin;

        public int Count { get; private set; }

        public long Contacts { get; private set; }

        public readonly long PairsBetween => PairsOf(Contacts) - pairsWithin;

        public void Add(long contacts)
        {
            Count++;
            Contacts += contacts;
            pairsWithin += PairsOf(contacts);
        }

        private static long PairsOf(long contacts) => contacts * (contacts - 1) / 2;
    }
}
