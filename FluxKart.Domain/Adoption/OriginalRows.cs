namespace FluxKart.Domain.Adoption;

/// <summary>
/// What the plan needs of all rows of the original service's table, in order of id. A row is called by its place, from 0. It takes about 40
/// bytes, since there can be millions of them.
/// </summary>
internal sealed class OriginalRows
{
    /// <summary>The place of a row that does not exist.</summary>
    public const int None = -1;

    private readonly List<long> ids;
    private readonly List<long?> linkedIds;
    private readonly List<long> createdAt;
    private readonly List<int> emails;
    private readonly List<int> phoneNumbers;
    private readonly List<RowState> states;

    /// <param name="capacity">About how many rows there will be.</param>
    public OriginalRows(int capacity)
    {
        ids = new List<long>(capacity);
        linkedIds = new List<long?>(capacity);
        createdAt = new List<long>(capacity);
        emails = new List<int>(capacity);
        phoneNumbers = new List<int>(capacity);
        states = new List<RowState>(capacity);
        OldestFirst = Comparer<int>.Create((one, other) => (createdAt[one], one).CompareTo((createdAt[other], other)));
    }

    public int Count => ids.Count;

    /// <summary>By (createdAt, id).</summary>
    public IComparer<int> OldestFirst { get; }

    /// <summary>Adds a row.</summary>
    /// <param name="original">The row. Its id is higher than all before.</param>
    /// <param name="email">The number of the email address, if it can link; otherwise <see cref="IdentifierNumbers.None"/>.</param>
    /// <param name="phoneNumber">The same for the phone number.</param>
    /// <param name="state">What becomes of the row.</param>
    /// <exception cref="ArgumentException">The id is not higher than all before.</exception>
    public void Add(in OriginalContact original, int email, int phoneNumber, RowState state)
    {
        if (ids.Count > 0 && original.Id <= ids[^1])
            throw new ArgumentException("The rows are not in order of id.", nameof(original));
        ids.Add(original.Id);
        linkedIds.Add(original.LinkedId);
        createdAt.Add(original.CreatedAt.Ticks);
        emails.Add(email);
        phoneNumbers.Add(phoneNumber);
        states.Add(state);
    }

    public long IdOf(int place) => ids[place];

    public long? LinkedIdOf(int place) => linkedIds[place];

    public RowState StateOf(int place) => states[place];

    public int EmailOf(int place) => emails[place];

    public int PhoneNumberOf(int place) => phoneNumbers[place];

    /// <summary>
    /// The place of the row that this one is linked to; <see cref="None"/> if it is not linked, or if there is no such row.
    /// </summary>
    public int LinkedPlaceOf(int place) =>
        linkedIds[place] is { } id && ids.BinarySearch(id) is >= 0 and var linked ? linked : None;

    /// <summary>The places of the rows that become live contacts, oldest first.</summary>
    public int[] LiveOldestFirst()
    {
        var live = Enumerable.Range(0, Count).Where(place => states[place] == RowState.Live).ToArray();
        Array.Sort(live, OldestFirst);
        return live;
    }
}
