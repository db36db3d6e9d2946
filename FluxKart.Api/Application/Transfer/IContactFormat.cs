using System.Buffers;

namespace FluxKart.Api.Application.Transfer;

/// <summary>The form of a file of contacts, in UTF-8.</summary>
public interface IContactFormat
{
    /// <summary>Writes what comes before the first contact.</summary>
    void Begin(IBufferWriter<byte> output);

    /// <summary>Writes a contact.</summary>
    void Write(ExportedContact contact, IBufferWriter<byte> output);
}
