using Npgsql;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>The URL form of a PostgreSQL connection string, which hosting platforms set as <c>DATABASE_URL</c>.</summary>
/// <remarks>Source: libpq's connection URIs, https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS.</remarks>
internal static class DatabaseUrl
{
    private const string SslMode = "SSL Mode";

    /// <summary>
    /// Reads <c>postgres://user:password@host:port/database?option=value</c>. Everything but the host is optional. Several hosts are
    /// separated by commas, as in <c>one:5432,two:5432</c>.
    /// </summary>
    /// <exception cref="DatabaseUrlException">The URL does not have that form.</exception>
    /// <exception cref="ArgumentException">Npgsql does not accept an option or its value.</exception>
    public static NpgsqlConnectionStringBuilder ToConnectionString(string databaseUrl)
    {
        var (servers, single) = SplitServers(databaseUrl);
        if (Parse(single) is not { } url || servers.Any(server => Parse($"postgres://{server}") is null))
            throw new DatabaseUrlException("it does not have the form postgres://user:password@host:port/database");

        var builder = new NpgsqlConnectionStringBuilder { Host = servers.Length > 1 ? string.Join(',', servers) : url.Host };
        if (url.Port > 0 && servers.Length == 1)
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

    // libpq allows several hosts in a URL, System.Uri only one.
    private static (string[] Servers, string SingleServerUrl) SplitServers(string url)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var end = url.IndexOfAny(['/', '?'], authority) is >= 0 and var path ? path : url.Length;
        var start = url.LastIndexOf('@', end - 1, end - authority) is >= 0 and var credentials ? credentials + 1 : authority;
        var servers = url[start..end].Split(',');
        return (servers, $"{url[..start]}{servers[0]}{url[end..]}");
    }

    private static Uri? Parse(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "postgres" or "postgresql" && parsed.Host.Length > 0
            ? parsed
            : null;

    // libpq and Npgsql name these options differently.
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
