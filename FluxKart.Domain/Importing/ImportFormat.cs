namespace FluxKart.Domain.Importing;

/// <summary>What a client says that a file is.</summary>
public enum ImportFormat
{
    Csv,
    Ndjson,
}
