using FluxKart.Domain.Adoption;
using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Domain.Adoption;

/// <summary>
/// The original service's table, whose rows a test writes by hand. Their times follow the order of their ids, unless given.
/// </summary>
internal sealed class OriginalTableSketch
{
    private static readonly DateTime StartTime = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<OriginalContact> rows = [];

    public IReadOnlyList<OriginalContact> Rows => rows;

    /// <summary>Adds the row with the next id.</summary>
    public OriginalTableSketch Add(
        string? email = null,
        string? phone = null,
        long? linkedId = null,
        bool? isPrimary = null,
        int? minute = null,
        bool isDeleted = false,
        bool hasCreatedAt = true)
    {
        var createdAt = StartTime.AddMinutes(minute ?? rows.Count);
        rows.Add(new OriginalContact(
            rows.Count + 1,
            email,
            phone,
            linkedId,
            isPrimary ?? linkedId is null,
            createdAt,
            hasCreatedAt,
            createdAt,
            isDeleted ? createdAt.AddYears(1) : null));
        return this;
    }

    public AdoptionPlan Plan(LinkingRules? rules = null)
    {
        var planner = new AdoptionPlanner(rules ?? LinkingRules.Plain, rows.Count);
        foreach (var row in rows)
            planner.Add(row, NormalisedContact.Of(row, defaultRegion: null));
        return planner.Complete();
    }

    /// <summary>The live contacts and their primaries, such as <c>1 2→1 3</c>.</summary>
    public string Describe(AdoptionPlan plan) => string.Join(' ', Enumerable
        .Range(0, rows.Count)
        .Where(place => plan.StateOf(place) == RowState.Live)
        .Select(place => plan.LinkedIdOf(place) is { } linked ? $"{rows[place].Id}→{linked}" : $"{rows[place].Id}"));
}
