using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Which database the service uses, read from the configuration once as it starts.</summary>
public sealed class DatabaseSettings
{
    /// <summary>The connection string's name: <c>ConnectionStrings:FluxKart</c>.</summary>
    public const string ConnectionStringName = "FluxKart";

    private const string DatabaseUrlKey = "DATABASE_URL";
    private const string DefaultSqliteFile = "fluxkart.db";

    // From a standby an answer could be older than one that a client already has.
    private static readonly string[] ServingTargets = ["primary", "read-write"];

    private DatabaseSettings(DatabaseProvider provider, string connectionString, string description, DatabaseOptions options)
    {
        Provider = provider;
        ConnectionString = connectionString;
        Description = description;
        MigrateOnStartup = options.MigrateOnStartup;
        StartupTimeout = TimeSpan.FromSeconds(options.StartupTimeoutSeconds);
    }

    public DatabaseProvider Provider { get; }

    /// <summary>What a person needs to recognise the database, without credentials.</summary>
    public string Description { get; }

    internal string ConnectionString { get; }

    /// <summary>
    /// The same, for a database that exists. A SQLite file that has been removed is then an error, and does not come back empty.
    /// </summary>
    internal string ExistingConnectionString => Provider == DatabaseProvider.Sqlite
        ? new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWrite }.ConnectionString
        : ConnectionString;

    internal bool MigrateOnStartup { get; }

    internal TimeSpan StartupTimeout { get; }

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The service's configuration.</param>
    /// <param name="contentRoot">The folder that the path of a SQLite file is relative to.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong; the message says which values are legal.</exception>
    public static DatabaseSettings Read(IConfiguration configuration, string contentRoot)
    {
        var options = ReadOptions(configuration);
        var databaseUrl = NullIfBlank(configuration[DatabaseUrlKey]);
        var connectionString = NullIfBlank(configuration.GetConnectionString(ConnectionStringName));

        return ProviderOf(options, databaseUrl) switch
        {
            DatabaseProvider.PostgreSql => PostgreSql(options, connectionString, databaseUrl),
            _ => Sqlite(options, connectionString, contentRoot),
        };
    }

    private static DatabaseOptions ReadOptions(IConfiguration configuration)
    {
        var section = configuration.GetSection(DatabaseOptions.SectionName);
        var defaults = new DatabaseOptions();
        return new DatabaseOptions
        {
            Provider = section[nameof(DatabaseOptions.Provider)],
            MigrateOnStartup = ReadFlag(section, nameof(DatabaseOptions.MigrateOnStartup), defaults.MigrateOnStartup),
            StartupTimeoutSeconds = ReadSeconds(section, nameof(DatabaseOptions.StartupTimeoutSeconds), defaults.StartupTimeoutSeconds),
        };
    }

    private static bool ReadFlag(IConfigurationSection section, string name, bool unset) =>
        section[name] is not { } text ? unset
        : bool.TryParse(text, out var flag) ? flag
        : throw Invalid($"{section.Path}:{name} is '{text}'; set true or false.");

    private static int ReadSeconds(IConfigurationSection section, string name, int unset) =>
        section[name] is not { } text ? unset
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600 ? seconds
        : throw Invalid($"{section.Path}:{name} is '{text}'; set a whole number from 0 to 3600, in seconds.");

    private static DatabaseProvider ProviderOf(DatabaseOptions options, string? databaseUrl)
    {
        if (NullIfBlank(options.Provider) is not { } name)
            return databaseUrl is null ? DatabaseProvider.Sqlite : DatabaseProvider.PostgreSql;
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            if (name.Equals(provider.ToString(), StringComparison.OrdinalIgnoreCase))
                return provider;
        }

        throw Invalid($"Database:Provider is '{name}'; set {string.Join(" or ", Enum.GetNames<DatabaseProvider>())}.");
    }

    private static DatabaseSettings Sqlite(DatabaseOptions options, string? connectionString, string contentRoot)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Never the value, nor the driver's message: either may hold a password that is meant for PostgreSQL.
            throw Invalid(
                "ConnectionStrings:FluxKart is not a SQLite connection string (its keywords or values are not Microsoft.Data.Sqlite's); "
                + "set one such as 'Data Source=fluxkart.db;Pooling=true', or Database:Provider to PostgreSql.");
        }

        if (builder.Mode == SqliteOpenMode.Memory || builder.DataSource == ":memory:" || builder.DataSource.StartsWith("file:", StringComparison.Ordinal))
            throw Invalid("ConnectionStrings:FluxKart names no plain SQLite file; set a file's path as Data Source, not a URI nor memory.");
        if (builder.Password.Length > 0)
            throw Invalid("ConnectionStrings:FluxKart has a Password, but the SQLite that is built in cannot encrypt; leave it out.");

        builder.DataSource = Path.GetFullPath(builder.DataSource is "" ? DefaultSqliteFile : builder.DataSource, contentRoot);
        // How long a transaction waits, in seconds, while another process writes to the file.
        if (!builder.ShouldSerialize("Default Timeout"))
            builder.DefaultTimeout = 5;
        return new DatabaseSettings(DatabaseProvider.Sqlite, builder.ToString(), $"SQLite, {builder.DataSource}", options);
    }

    private static DatabaseSettings PostgreSql(DatabaseOptions options, string? connectionString, string? databaseUrl)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = connectionString is not null
                ? new NpgsqlConnectionStringBuilder(connectionString)
                : DatabaseUrl.ToConnectionString(databaseUrl ?? "");
        }
        catch (ArgumentException exception)
        {
            // Never the value, nor the parser's message: either may hold the password.
            var source = connectionString is not null ? "ConnectionStrings:FluxKart" : databaseUrl is not null ? DatabaseUrlKey : null;
            var form = "set ConnectionStrings:FluxKart to one such as 'Host=localhost;Database=fluxkart;Username=shop;Password=…', "
                + "or DATABASE_URL to postgres://user:password@host:port/database";
            throw Invalid(source is null
                ? $"Database:Provider is PostgreSql, but no server is named; {form}."
                : $"{source} is not a PostgreSQL connection string ({Reason(exception)}); {form}.");
        }

        if (string.IsNullOrEmpty(builder.Host))
            throw Invalid("ConnectionStrings:FluxKart names no PostgreSQL server; add Host=….");

        var severalServers = builder.Host.Contains(',', StringComparison.Ordinal);
        if (severalServers)
            SetForSeveralServers(builder, connectionString is not null ? "ConnectionStrings:FluxKart" : DatabaseUrlKey);
        SetUnlessGiven(builder, "Application Name", "FluxKart");
        // Seconds to wait for a connection and for an answer: a client is told of a dead server while it still listens.
        SetUnlessGiven(builder, "Timeout", 5);
        SetUnlessGiven(builder, "Command Timeout", 5);
        // Below PostgreSQL's own default of 100 for all its clients, so that two replicas fit.
        SetUnlessGiven(builder, "Maximum Pool Size", 40);
        SetUnlessGiven(builder, "Max Auto Prepare", 20);
        // Nothing is left on a connection: locks end with their transaction, and no setting is changed.
        SetUnlessGiven(builder, "No Reset On Close", true);
        // For a list of values PostgreSQL otherwise makes a new plan at each execution, which costs more than the execution itself. A plan
        // that is made once must not be made for the table as it was when it was empty: by a scan of all of it.
        SetUnlessGiven(builder, "Options", "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off");

        // Several hosts come as host:port each, and then no port of their own.
        var host = severalServers || builder.Host.Contains(':', StringComparison.Ordinal)
            ? builder.Host
            : $"{builder.Host}:{builder.Port}";
        if (builder.MinPoolSize > builder.MaxPoolSize)
            throw Invalid($"ConnectionStrings:FluxKart has a Minimum Pool Size over its Maximum Pool Size, which is {builder.MaxPoolSize}; set both.");

        return new DatabaseSettings(
            DatabaseProvider.PostgreSql,
            builder.ConnectionString,
            $"PostgreSQL, {host}/{builder.Database ?? builder.Username}",
            options);
    }

    private static void SetForSeveralServers(NpgsqlConnectionStringBuilder builder, string source)
    {
        SetUnlessGiven(builder, "Target Session Attributes", "primary");
        if (builder.TargetSessionAttributes is var target && !ServingTargets.Contains(target))
        {
            throw Invalid(
                $"{source} has Target Session Attributes={target}, but the service needs a server that it can write to; "
                + $"set {string.Join(" or ", ServingTargets)}, or leave it out.");
        }

        // What a server that has frozen costs the search for the primary.
        SetUnlessGiven(builder, "Timeout", 2);
        // For so long the driver holds a standby for one that has been promoted.
        SetUnlessGiven(builder, "Host Recheck Seconds", 1);
    }

    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder builder, string keyword, object value)
    {
        if (!builder.ShouldSerialize(keyword))
            builder[keyword] = value;
    }

    private static string Reason(ArgumentException exception) =>
        exception is DatabaseUrlException ? exception.Message : "its keywords or values are not Npgsql's";

    private static string? NullIfBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static OptionsValidationException Invalid(string message) =>
        new(DatabaseOptions.SectionName, typeof(DatabaseOptions), [message]);
}
