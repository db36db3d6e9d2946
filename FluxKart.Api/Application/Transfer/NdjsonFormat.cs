using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FluxKart.Api.Application.Transfer;

/// <summary>A JSON object on each line.</summary>
internal sealed class NdjsonFormat : IContactFormat
{
    // As the responses of the API are written.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Begin(IBufferWriter<byte> output)
    {
    }

    public void Write(ExportedContact contact, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = Json.Encoder }))
            JsonSerializer.Serialize(writer, contact, Json);
        output.Write("\n"u8);
    }
}
