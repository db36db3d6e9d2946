using FluxKart.Domain.Contacts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>
/// A graph whose nodes are contacts and identifiers. Nodes have numbers: first the contacts, oldest first, and then the identifiers.
/// </summary>
internal sealed class IdentifierGraph
{
    private readonly IReadOnlyList<IdentifierNode> identifiers;
    private readonly Dictionary<object, int> numbers = [];
    private readonly List<int>[] neighbours;

    public IdentifierGraph(IReadOnlyList<Contact> oldestFirst, IReadOnlyList<IdentifierNode> identifiers)
    {
        this.identifiers = identifiers;
        ContactCount = oldestFirst.Count;
        foreach (var node in oldestFirst.Concat<object>(identifiers))
            numbers.Add(node, numbers.Count);
        neighbours = new List<int>[numbers.Count];
        foreach (var number in numbers.Values)
            neighbours[number] = [];
    }

    public int Count => neighbours.Length;

    public int ContactCount { get; }

    public void Connect(object one, object other)
    {
        neighbours[numbers[one]].Add(numbers[other]);
        neighbours[numbers[other]].Add(numbers[one]);
    }

    public int NumberOf(object node) => numbers[node];

    public bool IsContact(int node) => node < ContactCount;

    /// <exception cref="ArgumentOutOfRangeException">The node is a contact.</exception>
    public Identifier IdentifierAt(int node) => identifiers[node - ContactCount].Identifier;

    public IReadOnlyList<int> NeighboursOf(int node) => neighbours[node];
}
