namespace FluxKart.Infrastructure.Configuration;

/// <summary>A <c>DATABASE_URL</c> that cannot be read. The message holds nothing of the URL's credentials.</summary>
internal sealed class DatabaseUrlException(string message) : ArgumentException(message);
