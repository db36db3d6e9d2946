using System.Collections.Concurrent;
using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>
/// The identifiers that this process has seen marked as shared. It only decides by which statement they are looked up: each of the statements
/// leaves out what is marked at that moment. So a wrong hint costs time, never correctness.
/// </summary>
internal sealed class MarkHints
{
    private const int MaxFilled = 100_000;
    private const int MaxCount = 2 * MaxFilled;

    private readonly ConcurrentDictionary<Identifier, bool> marked = [];
    private volatile bool isFilled;

    /// <summary>Adds an identifier that is marked.</summary>
    public void Add(Identifier identifier)
    {
        if (marked.Count >= MaxCount)
            marked.Clear();
        marked[identifier] = true;
    }

    /// <summary>Whether one of the identifiers was marked when it was last seen.</summary>
    public bool ContainAny(IReadOnlyCollection<Identifier> identifiers) => !marked.IsEmpty && identifiers.Any(marked.ContainsKey);

    /// <summary>Reads the newest marks that are stored when the first request comes. Further ones are added as they are seen.</summary>
    public async ValueTask FillAsync(FluxKartDbContext context, CancellationToken cancellationToken)
    {
        if (isFilled)
            return;
        var newest = context.SharedIdentifiers.AsNoTracking().OrderByDescending(mark => mark.Id).Take(MaxFilled);
        foreach (var mark in await newest.ToListAsync(cancellationToken))
            Add(mark.Identifier);
        isFilled = true;
    }
}
