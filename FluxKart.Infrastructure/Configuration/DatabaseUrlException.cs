namespace FluxKart.Infrastructure.Configuration;

/// <summary><c>DATABASE_URL</c> cannot be read. The message never contains credentials.</summary>
internal sealed class DatabaseUrlException(string message) : ArgumentException(message);
