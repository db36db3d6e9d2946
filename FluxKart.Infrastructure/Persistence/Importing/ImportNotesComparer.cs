using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FluxKart.Infrastructure.Persistence.Importing;

/// <summary>Compares the notes of an import by their texts.</summary>
internal sealed class ImportNotesComparer() : ValueComparer<IReadOnlyList<string>>(
    (one, other) => one == other || (one != null && other != null && one.SequenceEqual(other)),
    notes => notes.Count,
    notes => notes);
