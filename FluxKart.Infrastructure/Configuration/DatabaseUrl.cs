using Npgsql;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>The URL form of a PostgreSQL connection string, which hosting platforms hand to a service as <c>DATABASE_URL</c>.</summary>
/// <remarks>Source: libpq's connection URIs, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS.</remarks>
internal static class DatabaseUrl
{
    private const string SslMode = "SSL Mode";

    /// <summary>Reads <c>postgres://user:password@host:port/database?option=value</c>; all but the host may be left out.</summary>
    /// <exception cref="DatabaseUrlException">The URL is not of that form.</exception>
    /// <exception cref="ArgumentException">An option is none of Npgsql's.</exception>
    public static NpgsqlConnectionStringBuilder ToConnectionString(string databaseUrl)
    {
        if (!Uri.TryCreate(databaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("postgres" or "postgresql") || url.Host.Length == 0)
            throw new DatabaseUrlException("it does not have the form postgres://user:password@host:port/database");

        var builder = new NpgsqlConnectionStringBuilder { Host = url.Host };
        if (url.Port > 0)
            builder.Port = url.Port;
        var credentials = url.UserInfo.Split(':', 2);
        if (credentials[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(credentials[0]);
        if (credentials.Length > 1)
            builder.Password = Uri.UnescapeDataString(credentials[1]);
        if (url.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);

        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = option.Split('=', 2) is [var left, var right] ? (left, right) : (option, "");
            var keyword = ToKeyword(Uri.UnescapeDataString(name));
            // libpq writes verify-full where Npgsql has VerifyFull.
            builder[keyword] = keyword == SslMode
                ? Uri.UnescapeDataString(value).Replace("-", "", StringComparison.Ordinal)
                : Uri.UnescapeDataString(value);
        }

        return builder;
    }

    // libpq's names where Npgsql has another for the same.
    private static string ToKeyword(string option) => option switch
    {
        "sslmode" => SslMode,
        "application_name" => "Application Name",
        "channel_binding" => "Channel Binding",
        "connect_timeout" => "Timeout",
        "target_session_attrs" => "Target Session Attributes",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        _ => option,
    };
}
