using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Customers;

/// <summary>The customers that a load or a lock covers.</summary>
/// <param name="Requests">The customers that these requests match or belong to.</param>
/// <param name="ContactIds">
/// The customers of these contacts, given by the ids of primary or secondary contacts. An id that is not stored is ignored.
/// </param>
public sealed record CustomerScope(IReadOnlyCollection<ContactDetails> Requests, IReadOnlyCollection<long> ContactIds)
{
    /// <summary>Whether the requests will be applied, so that it must be known which of the customers are kept apart.</summary>
    public bool WithSeparations { get; init; }

    /// <summary>
    /// Identifiers of the requests that no contact held at an earlier load, and that were not shared. A load under locks may leave their
    /// holders out, because a save checks that there are still none. A bulk set has none.
    /// </summary>
    public IReadOnlyCollection<Identifier> Unheld { get; init; } = [];

    /// <summary>
    /// Whether it is one of many large sets: rows of a file, or contacts that are revised. Such sets are locked one after another, and it is
    /// always known which of their customers are kept apart: rows can be joined without a shared value.
    /// </summary>
    public bool IsBulk { get; init; }

    /// <summary>Identifiers whose marks are loaded, and locked.</summary>
    public IReadOnlyCollection<Identifier> Marks { get; init; } = [];

    /// <summary>Whether the scope has all customers that hold one of <see cref="Marks"/>, also if it is shared.</summary>
    public bool WithHoldersOfMarks { get; init; }

    /// <summary>
    /// Whether the <see cref="Bonds"/> of the customers are loaded too, and the customers that they are kept apart from are locked.
    /// </summary>
    public bool WithBonds { get; init; }

    /// <summary>All identifiers of the requests, stored or not, each once.</summary>
    public IReadOnlySet<Identifier> Identifiers { get; } = Requests.SelectMany(details => details.Identifiers).ToHashSet();

    /// <summary>The customers that these contacts belong to.</summary>
    public static CustomerScope Of(IReadOnlyCollection<long> contactIds) => new([], contactIds);

    /// <summary>The customers that these requests match.</summary>
    public static CustomerScope Of(IReadOnlyCollection<ContactDetails> requests) => new(requests, []);
}
