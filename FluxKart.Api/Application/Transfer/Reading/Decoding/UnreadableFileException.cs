namespace FluxKart.Api.Application.Transfer.Reading.Decoding;

/// <summary>
/// The whole file cannot be read. The message says how to fix it, for the person who sent the file, and never quotes a cell of it.
/// </summary>
internal sealed class UnreadableFileException(string message, Exception? innerException = null) : Exception(message, innerException);
