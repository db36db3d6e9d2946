using Npgsql;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Reads which PostgreSQL server the service uses, from <c>ConnectionStrings:FluxKart</c> or else <c>DATABASE_URL</c>.</summary>
internal static class PostgresConnectionString
{
    private const string LegalForms =
        $"set {DatabaseSettings.ConnectionStringKey} to a value such as 'Host=localhost;Database=fluxkart;Username=shop;Password=…', "
        + $"or {DatabaseSettings.DatabaseUrlKey} to postgres://user:password@host:port/database";

    // A standby could return older data than a client has already seen.
    private static readonly string[] ServingTargets = ["primary", "read-write"];

    /// <returns>Null if no server can be read from the settings. Every failure is recorded.</returns>
    public static DatabaseConnection? Read(SettingsReader settings)
    {
        var source = settings.Text(DatabaseSettings.ConnectionStringKey) is not null ? DatabaseSettings.ConnectionStringKey
            : settings.Text(DatabaseSettings.DatabaseUrlKey) is not null ? DatabaseSettings.DatabaseUrlKey
            : null;
        if (source is null)
        {
            settings.Fail($"Database:Provider is PostgreSql, but no server is configured; {LegalForms}.");
            return null;
        }

        if (Parse(settings, source) is not { } builder)
            return null;
        if (string.IsNullOrEmpty(builder.Host))
        {
            settings.Fail($"{source} does not name a PostgreSQL server; add Host=….");
            return null;
        }

        var hasSeveralServers = builder.Host.Contains(',', StringComparison.Ordinal);
        if (hasSeveralServers)
            SetDefaultsForSeveralServers(builder);
        SetDefaults(builder);

        settings.Require(
            !hasSeveralServers || ServingTargets.Contains(builder.TargetSessionAttributes),
            $"{source} has Target Session Attributes={builder.TargetSessionAttributes}, but the service needs a server "
            + $"that it can write to; set {string.Join(" or ", ServingTargets)}, or remove it.");
        settings.Require(
            builder.MinPoolSize <= builder.MaxPoolSize,
            $"{source} has a Minimum Pool Size above its Maximum Pool Size of {builder.MaxPoolSize}; lower the one or raise the other.");

        // Npgsql allows the port in Host, and for several servers it is always there.
        var isPortInHost = hasSeveralServers || builder.Host.Contains(':', StringComparison.Ordinal);
        var host = isPortInHost ? builder.Host : $"{builder.Host}:{builder.Port}";
        return new DatabaseConnection(builder.ConnectionString, $"PostgreSQL, {host}/{builder.Database ?? builder.Username}");
    }

    private static NpgsqlConnectionStringBuilder? Parse(SettingsReader settings, string source)
    {
        var value = settings.Text(source)!;
        try
        {
            return source == DatabaseSettings.ConnectionStringKey
                ? new NpgsqlConnectionStringBuilder(value)
                : DatabaseUrl.ToConnectionString(value);
        }
        catch (ArgumentException exception)
        {
            // Never the value or the driver's message: either may contain the password.
            var reason = exception is DatabaseUrlException ? exception.Message : "Npgsql does not accept a keyword or value in it";
            settings.Fail($"{source} is not a valid PostgreSQL connection string ({reason}); {LegalForms}.");
            return null;
        }
    }

    private static void SetDefaults(NpgsqlConnectionStringBuilder builder)
    {
        SetUnlessGiven(builder, "Application Name", "FluxKart");
        // Seconds to wait for a connection and for a response. Short, so that a client gets its 503 before it stops waiting.
        SetUnlessGiven(builder, "Timeout", 5);
        SetUnlessGiven(builder, "Command Timeout", 5);
        // Two replicas fit into the 100 connections that PostgreSQL allows by default.
        SetUnlessGiven(builder, "Maximum Pool Size", 40);
        SetUnlessGiven(builder, "Max Auto Prepare", 20);
        // Connections need no reset: locks end with their transaction, and no setting is changed.
        SetUnlessGiven(builder, "No Reset On Close", true);
        // Otherwise PostgreSQL plans a query with a list of values again at each execution. But a generic plan that was made while the
        // table was empty would scan the whole table, so sequential scans are disabled. That gives a plan that no index serves a cost so
        // high that PostgreSQL would compile it at each execution. An empty value counts as given, because PgBouncer refuses all of these.
        SetUnlessGiven(builder, "Options", "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off");
    }

    private static void SetDefaultsForSeveralServers(NpgsqlConnectionStringBuilder builder)
    {
        SetUnlessGiven(builder, "Target Session Attributes", ServingTargets[0]);
        // How much a frozen server delays the search for the primary.
        SetUnlessGiven(builder, "Timeout", 2);
        // How long Npgsql may still treat a promoted server as a standby.
        SetUnlessGiven(builder, "Host Recheck Seconds", 1);
    }

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder builder, string keyword, object value)
    {
        if (!builder.ShouldSerialize(keyword))
            builder[keyword] = value;
    }
}
