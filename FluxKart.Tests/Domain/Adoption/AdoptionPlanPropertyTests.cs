using CsCheck;
using FluxKart.Domain.Adoption;
using FluxKart.Domain.Events;

namespace FluxKart.Tests.Domain.Adoption;

public sealed class AdoptionPlanPropertyTests
{
    private static readonly Gen<OriginalTableSketch> Tables = Gen
        .Select(Gen.Int[-1, 6], Gen.Int[-1, 6], Gen.Int[-8, 12], Gen.Int[0, 4], Gen.Int[0, 6])
        .Array[1, 12]
        .Select(rows =>
        {
            var table = new OriginalTableSketch();
            foreach (var (email, phone, linkedId, minute, fate) in rows)
            {
                table.Add(
                    email < 0 ? null : $"{email}@x.example",
                    phone < 0 ? null : $"{phone}",
                    linkedId < 1 ? null : linkedId,
                    minute: minute,
                    isDeleted: fate == 0);
            }

            return table;
        });

    [Fact]
    public void LinkedId_WhenTablesAreRandom_ConnectsWhatLinksAndSharedValuesConnect() => Tables.Sample(
        table =>
        {
            var plan = table.Plan();

            foreach (var component in Components(table)
                .Select(places => places.Where(place => plan.StateOf(place) == RowState.Live).ToList()))
            {
                if (component.Count == 0)
                    continue;
                var oldest = component.MinBy(place => (table.Rows[place].CreatedAt, table.Rows[place].Id));
                foreach (var place in component)
                    Assert.Equal(place == oldest ? null : table.Rows[oldest].Id, plan.LinkedIdOf(place));
            }
        },
        iter: 5_000);

    [Fact]
    public void Events_WhenReplayed_GiveThePlannedCustomers() => Tables.Sample(
        table =>
        {
            var plan = table.Plan();

            var primaries = new Dictionary<long, long>();
            foreach (var (type, contactId, data) in plan.Events)
            {
                if (type == EventTypes.ContactCreated)
                    primaries.Add(contactId!.Value, contactId.Value);
                else if (type == EventTypes.ContactLinked)
                    primaries.Add(data.SecondaryContactId!.Value, contactId!.Value);
                foreach (var moved in data.MovedContactIds ?? [])
                {
                    Assert.Equal(data.MergedContactIds!.Single(), primaries[moved]);
                    primaries[moved] = contactId!.Value;
                }
            }

            Assert.Equal(
                Enumerable.Range(0, table.Rows.Count).Where(place => plan.StateOf(place) == RowState.Live)
                    .ToDictionary(place => table.Rows[place].Id, place => plan.LinkedIdOf(place) ?? table.Rows[place].Id),
                primaries);
        },
        iter: 5_000);

    /// <summary>
    /// The rows that links and shared values of live rows connect, found by spreading the lowest number until nothing changes.
    /// </summary>
    private static IEnumerable<List<int>> Components(OriginalTableSketch table)
    {
        var components = Enumerable.Range(0, table.Rows.Count).ToArray();
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            for (var one = 0; one < components.Length; one++)
            {
                for (var other = 0; other < components.Length; other++)
                {
                    if (components[one] <= components[other] || !AreConnected(table.Rows[one], table.Rows[other]))
                        continue;
                    components[one] = components[other];
                    hasChanged = true;
                }
            }
        }

        return Enumerable.Range(0, components.Length).GroupBy(place => components[place]).Select(group => group.ToList());
    }

    private static bool AreConnected(OriginalContact one, OriginalContact other)
    {
        var areLive = one.DeletedAt is null && other.DeletedAt is null;
        return one.LinkedId == other.Id
            || other.LinkedId == one.Id
            || (one.LinkedId is not null && one.LinkedId == other.LinkedId)
            || (areLive && one.Email is not null && one.Email == other.Email)
            || (areLive && one.PhoneNumber is not null && one.PhoneNumber == other.PhoneNumber);
    }
}
