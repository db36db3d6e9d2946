using FluxKart.Domain.Identifiers;

namespace FluxKart.Domain.Adoption;

/// <summary>
/// What the plan needs of all rows of the original service's table, in order of id. A row is called by its place, from 0. It takes about 60
/// bytes with its identifiers, since there can be millions of them.
/// </summary>
internal sealed class OriginalRows
{
    /// <summary>The place of a row that does not exist.</summary>
    public const int None = -1;

    // No row links to this id, because the original service counts its ids from 1.
    private const long NoLink = long.MinValue;

    private readonly List<long> ids;
    private readonly List<long> linkedIds;
    private readonly List<long> createdAt;
    private readonly List<RowState> states;
    private readonly IdentifierNumbers identifiers;
    private int[] emails = [];
    private int[] phoneNumbers = [];

    /// <param name="capacity">About how many rows there will be.</param>
    public OriginalRows(int capacity)
    {
        ids = new List<long>(capacity);
        linkedIds = new List<long>(capacity);
        createdAt = new List<long>(capacity);
        states = new List<RowState>(capacity);
        identifiers = new IdentifierNumbers(2 * capacity);
        OldestFirst = Comparer<int>.Create((one, other) => (createdAt[one], one).CompareTo((createdAt[other], other)));
    }

    public int Count => ids.Count;

    /// <summary>By (createdAt, id).</summary>
    public IComparer<int> OldestFirst { get; }

    /// <summary>How many identifiers several rows hold.</summary>
    public int IdentifierCount { get; private set; }

    /// <summary>Adds a row. Its identifiers that can link are added after it.</summary>
    /// <exception cref="ArgumentException">The id is not higher than all before.</exception>
    public void Add(in OriginalContact original, RowState state)
    {
        if (ids.Count > 0 && original.Id <= ids[^1])
            throw new ArgumentException("The rows are not in order of id.", nameof(original));
        ids.Add(original.Id);
        linkedIds.Add(original.LinkedId ?? NoLink);
        createdAt.Add(original.CreatedAt.Ticks);
        states.Add(state);
    }

    /// <summary>Adds an identifier of the last row, by which it can link.</summary>
    public void Add(Identifier identifier) => identifiers.Add(Count - 1, identifier);

    /// <summary>Finds out which identifiers several rows hold, once all have been added.</summary>
    public void Complete()
    {
        emails = new int[Count];
        phoneNumbers = new int[Count];
        Array.Fill(emails, IdentifierNumbers.None);
        Array.Fill(phoneNumbers, IdentifierNumbers.None);
        IdentifierCount = identifiers.Assign(emails, phoneNumbers);
    }

    public long IdOf(int place) => ids[place];

    public long? LinkedIdOf(int place) => linkedIds[place] is not NoLink and var id ? id : null;

    public RowState StateOf(int place) => states[place];

    /// <summary>The number of its email address; <see cref="IdentifierNumbers.None"/> if that links nothing.</summary>
    public int EmailOf(int place) => emails[place];

    /// <summary>The number of its phone number; <see cref="IdentifierNumbers.None"/> if that links nothing.</summary>
    public int PhoneNumberOf(int place) => phoneNumbers[place];

    /// <summary>
    /// The place of the row that this one is linked to; <see cref="None"/> if it is not linked, or if there is no such row.
    /// </summary>
    public int LinkedPlaceOf(int place) =>
        LinkedIdOf(place) is { } id && ids.BinarySearch(id) is >= 0 and var linked ? linked : None;

    /// <summary>The places of the rows that become live contacts, oldest first.</summary>
    public int[] LiveOldestFirst()
    {
        var live = Enumerable.Range(0, Count).Where(place => states[place] == RowState.Live).ToArray();
        Array.Sort(live, OldestFirst);
        return live;
    }
}
