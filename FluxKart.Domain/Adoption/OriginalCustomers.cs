namespace FluxKart.Domain.Adoption;

/// <summary>
/// The customers that the original service's links make, before values join any. They are numbered from 0 in order of their oldest contact,
/// which is their primary.
/// </summary>
internal sealed class OriginalCustomers
{
    private readonly int[] customers;
    private readonly int[] starts;
    private readonly int[] members;

    public OriginalCustomers(OriginalRows rows, OriginalLinks links)
    {
        OldestFirst = rows.LiveOldestFirst();
        customers = new int[rows.Count];
        var ofRoots = new int[rows.Count];
        Array.Fill(ofRoots, -1);
        var sizes = new List<int>();
        foreach (var place in OldestFirst)
        {
            ref var customer = ref ofRoots[links.RootOf(place)];
            if (customer < 0)
            {
                customer = sizes.Count;
                sizes.Add(0);
            }

            customers[place] = customer;
            sizes[customer]++;
        }

        Count = sizes.Count;
        starts = new int[Count + 1];
        for (var customer = 0; customer < Count; customer++)
            starts[customer + 1] = starts[customer] + sizes[customer];
        members = new int[OldestFirst.Length];
        var next = starts.ToArray();
        foreach (var place in OldestFirst)
            members[next[customers[place]]++] = place;
    }

    public int Count { get; }

    /// <summary>The places of all live rows, oldest first.</summary>
    public int[] OldestFirst { get; }

    /// <summary>The customer of a live row.</summary>
    public int CustomerOf(int place) => customers[place];

    /// <summary>The places of a customer's rows, oldest first. The first one is its primary.</summary>
    public ReadOnlyMemory<int> MembersOf(int customer) => members.AsMemory(starts[customer], starts[customer + 1] - starts[customer]);

    /// <summary>The place of a customer's oldest row.</summary>
    public int PrimaryOf(int customer) => members[starts[customer]];
}
