using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence.Importing;

/// <summary>Stores the notes of an import as a JSON array.</summary>
internal sealed class ImportNotesConverter() : ValueConverter<IReadOnlyList<string>, string>(notes => ToJson(notes), json => FromJson(json))
{
    private static string ToJson(IReadOnlyList<string> notes) => JsonSerializer.Serialize(notes);

    private static List<string> FromJson(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];
}
