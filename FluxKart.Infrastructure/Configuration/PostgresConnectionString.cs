using Npgsql;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Which PostgreSQL server the service uses: <c>ConnectionStrings:FluxKart</c>, or else <c>DATABASE_URL</c>.</summary>
internal static class PostgresConnectionString
{
    private const string LegalForms =
        $"set {DatabaseSettings.ConnectionStringKey} to a value such as 'Host=localhost;Database=fluxkart;Username=shop;Password=…', "
        + $"or {DatabaseSettings.DatabaseUrlKey} to postgres://user:password@host:port/database";

    // A standby's response could be older than one that a client already has.
    private static readonly string[] ServingTargets = ["primary", "read-write"];

    /// <returns>Null if the settings are invalid; the failure is recorded.</returns>
    public static DatabaseConnection? Read(SettingsReader settings)
    {
        var source = settings.Text(DatabaseSettings.ConnectionStringKey) is not null ? DatabaseSettings.ConnectionStringKey
            : settings.Text(DatabaseSettings.DatabaseUrlKey) is not null ? DatabaseSettings.DatabaseUrlKey
            : null;
        if (source is null)
        {
            settings.Fail($"Database:Provider is PostgreSql, but no server is named; {LegalForms}.");
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
            $"{source} has Target Session Attributes={builder.TargetSessionAttributes}, but the service needs a server that it can write to; "
            + $"set {string.Join(" or ", ServingTargets)}, or leave it out.");
        settings.Require(
            builder.MinPoolSize <= builder.MaxPoolSize,
            $"{source} has a Minimum Pool Size over its Maximum Pool Size, which is {builder.MaxPoolSize}; set both.");

        // Several hosts are each given as host:port, and then have no port of their own.
        var host = hasSeveralServers || builder.Host.Contains(':', StringComparison.Ordinal) ? builder.Host : $"{builder.Host}:{builder.Port}";
        return new DatabaseConnection(builder.ConnectionString, $"PostgreSQL, {host}/{builder.Database ?? builder.Username}");
    }

    private static NpgsqlConnectionStringBuilder? Parse(SettingsReader settings, string source)
    {
        var value = settings.Text(source)!;
        try
        {
            return source == DatabaseSettings.ConnectionStringKey ? new NpgsqlConnectionStringBuilder(value) : DatabaseUrl.ToConnectionString(value);
        }
        catch (ArgumentException exception)
        {
            // Never the value or the driver's message: either may contain the password.
            var reason = exception is DatabaseUrlException ? exception.Message : "Npgsql does not know a keyword or value in it";
            settings.Fail($"{source} is not a PostgreSQL connection string ({reason}); {LegalForms}.");
            return null;
        }
    }

    private static void SetDefaults(NpgsqlConnectionStringBuilder builder)
    {
        SetUnlessGiven(builder, "Application Name", "FluxKart");
        // Seconds to wait for a connection and for a response: a client hears of a dead server while it still listens.
        SetUnlessGiven(builder, "Timeout", 5);
        SetUnlessGiven(builder, "Command Timeout", 5);
        // Below PostgreSQL's own default of 100 for all its clients, so that two replicas fit.
        SetUnlessGiven(builder, "Maximum Pool Size", 40);
        SetUnlessGiven(builder, "Max Auto Prepare", 20);
        // Nothing is left on a connection: locks end with their transaction, and no setting is changed.
        SetUnlessGiven(builder, "No Reset On Close", true);
        // For a list of values PostgreSQL otherwise makes a new plan at each execution. A plan that is made once must not be made for the table
        // as it was when it was empty, which is to scan all of it.
        SetUnlessGiven(builder, "Options", "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off");
    }

    private static void SetDefaultsForSeveralServers(NpgsqlConnectionStringBuilder builder)
    {
        SetUnlessGiven(builder, "Target Session Attributes", ServingTargets[0]);
        // What a frozen server adds to the search for the primary.
        SetUnlessGiven(builder, "Timeout", 2);
        // How long the driver takes a standby for one after it has been promoted.
        SetUnlessGiven(builder, "Host Recheck Seconds", 1);
    }

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder builder, string keyword, object value)
    {
        if (!builder.ShouldSerialize(keyword))
            builder[keyword] = value;
    }
}
