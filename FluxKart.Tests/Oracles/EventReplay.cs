using System.Text.Json;

namespace FluxKart.Tests.Oracles;

/// <summary>
/// What a reader of the feed knows after all events: the customers, which of them are kept apart, and which identifiers are marked. It
/// fails if a request joins two customers that are kept apart.
/// </summary>
internal sealed class EventReplay
{
    /// <summary>The primary of each live contact.</summary>
    public Dictionary<long, long> PrimaryOf { get; } = [];

    /// <summary>The primaries of customers that are kept apart.</summary>
    public HashSet<(long One, long Other)> KeptApart { get; } = [];

    /// <summary>The id of each mark, and of the event that made it.</summary>
    public Dictionary<long, long> Marks { get; } = [];

    /// <summary>For each contact, the last event that says that its email address has matched.</summary>
    public Dictionary<long, long> LastMatchByEmail { get; } = [];

    /// <summary>For each contact, the last event that says that its phone number has matched.</summary>
    public Dictionary<long, long> LastMatchByPhone { get; } = [];

    public static (long One, long Other) Pair(long one, long other) => (Math.Min(one, other), Math.Max(one, other));

    /// <summary>Applies a page of the feed.</summary>
    /// <returns>The id of its last event; null if it has none.</returns>
    public long? Apply(string page)
    {
        long? last = null;
        foreach (var item in JsonDocument.Parse(page).RootElement.GetProperty("events").EnumerateArray())
        {
            last = item.GetProperty("id").GetInt64();
            var contact = item.GetProperty("contactId");
            Apply(last.Value, item.GetProperty("type").GetString()!, contact.ValueKind == JsonValueKind.Null ? 0 : contact.GetInt64(), item.GetProperty("data"));
        }

        return last;
    }

    private void Apply(long id, string type, long contactId, JsonElement data)
    {
        switch (type)
        {
            case "contact.created":
                PrimaryOf.Add(contactId, contactId);
                break;
            case "contact.linked":
                PrimaryOf.Add(data.GetProperty("secondaryContactId").GetInt64(), contactId);
                NoteMatches(id, data);
                break;
            case "contact.merged":
                Merge(id, contactId, data);
                break;
            case "contact.split":
                Split(contactId, data);
                break;
            case "contact.removed" or "contact.erased":
                Remove(contactId, Ids(data, "removedContactIds"));
                break;
            case "identifier.shared":
                Marks.Add(data.GetProperty("sharedIdentifierId").GetInt64(), id);
                break;
            case "identifier.unshared":
                Assert.True(Marks.Remove(data.GetProperty("sharedIdentifierId").GetInt64()));
                break;
            default:
                Assert.Equal("contact.link_refused", type);
                break;
        }
    }

    private void Merge(long id, long contactId, JsonElement data)
    {
        var isManual = data.TryGetProperty("manual", out _);
        var merged = Ids(data, "mergedContactIds");
        var pairs = merged.Append(contactId).SelectMany(one => merged, Pair).Where(pair => pair.One != pair.Other).ToHashSet();
        if (isManual)
            KeptApart.ExceptWith(pairs);
        else
            Assert.Empty(KeptApart.Intersect(pairs));
        foreach (var primary in merged)
            Rename(primary, contactId);
        foreach (var moved in Ids(data, "movedContactIds"))
            PrimaryOf[moved] = contactId;
        NoteMatches(id, data);
    }

    private void Split(long contactId, JsonElement data)
    {
        var spawned = data.GetProperty("spawnedContactId").GetInt64();
        foreach (var moved in Ids(data, "movedContactIds"))
        {
            Assert.Equal(contactId, PrimaryOf[moved]);
            PrimaryOf[moved] = spawned;
        }

        foreach (var (one, other) in KeptApart.Where(pair => pair.One == contactId || pair.Other == contactId).ToList())
            KeptApart.Add(Pair(spawned, one == contactId ? other : one));
        if (data.GetProperty("keptApart").GetBoolean())
            KeptApart.Add(Pair(contactId, spawned));
    }

    private void Remove(long contactId, List<long> removed)
    {
        var before = PrimaryOf[removed[0]];
        foreach (var id in removed)
            Assert.True(PrimaryOf.Remove(id));
        foreach (var (id, _) in PrimaryOf.Where(pair => pair.Value == before).ToList())
            PrimaryOf[id] = contactId;
        if (PrimaryOf.ContainsValue(contactId))
            Rename(before, contactId);
        else
            KeptApart.RemoveWhere(pair => pair.One == before || pair.Other == before);
    }

    private void Rename(long primary, long renamed)
    {
        foreach (var pair in KeptApart.Where(pair => pair.One == primary || pair.Other == primary).ToList())
        {
            KeptApart.Remove(pair);
            KeptApart.Add(Pair(renamed, pair.One == primary ? pair.Other : pair.One));
        }
    }

    private void NoteMatches(long id, JsonElement data)
    {
        if (!data.TryGetProperty("matchedBy", out var matchedBy))
            return;
        if (matchedBy.TryGetProperty("email", out var email))
            LastMatchByEmail[email.GetInt64()] = id;
        if (matchedBy.TryGetProperty("phoneNumber", out var phone))
            LastMatchByPhone[phone.GetInt64()] = id;
    }

    private static List<long> Ids(JsonElement data, string name) => [.. data.GetProperty(name).EnumerateArray().Select(id => id.GetInt64())];
}
