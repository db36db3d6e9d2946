using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Which database the service uses, read from the configuration once at the start.</summary>
public sealed class DatabaseSettings
{
    /// <summary>The connection string's name: <c>ConnectionStrings:FluxKart</c>.</summary>
    public const string ConnectionStringName = "FluxKart";

    /// <summary>The name of the setting for <see cref="MigrateOnStartup"/>.</summary>
    public const string MigrateOnStartupKey = $"{SectionName}:MigrateOnStartup";

    internal const string ConnectionStringKey = $"{ConnectionStringsName}:{ConnectionStringName}";
    internal const string DatabaseUrlKey = "DATABASE_URL";

    private const string SectionName = "Database";
    private const string ProviderKey = $"{SectionName}:Provider";
    private const string ConnectionStringsName = "ConnectionStrings";

    private DatabaseSettings(DatabaseProvider provider, DatabaseConnection connection, bool migrateOnStartup, TimeSpan startupTimeout)
    {
        Provider = provider;
        ConnectionString = connection.ConnectionString;
        Description = connection.Description;
        MigrateOnStartup = migrateOnStartup;
        StartupTimeout = startupTimeout;
    }

    public DatabaseProvider Provider { get; }

    /// <summary>Identifies the database for a person; has no credentials.</summary>
    public string Description { get; }

    /// <summary>The full path of the SQLite file; null with PostgreSQL.</summary>
    public string? SqliteFile => Provider == DatabaseProvider.Sqlite
        ? new SqliteConnectionStringBuilder(ConnectionString).DataSource
        : null;

    /// <summary>Whether the connection string names several PostgreSQL servers, of which one is the primary.</summary>
    public bool HasSeveralServers => Provider == DatabaseProvider.PostgreSql
        && new NpgsqlConnectionStringBuilder(ConnectionString).Host!.Contains(',', StringComparison.Ordinal);

    internal string ConnectionString { get; }

    /// <summary>
    /// The same, but only for a database that exists: a removed SQLite file is then an error, and is not created again empty.
    /// </summary>
    internal string ExistingConnectionString => Provider == DatabaseProvider.Sqlite
        ? new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWrite }.ConnectionString
        : ConnectionString;

    /// <summary>Whether the service migrates PostgreSQL when it starts. SQLite is always migrated.</summary>
    internal bool MigrateOnStartup { get; }

    /// <summary>
    /// How long the start waits for a PostgreSQL server to respond, or for another process that migrates the SQLite file.
    /// </summary>
    internal TimeSpan StartupTimeout { get; }

    /// <summary>
    /// Reads and checks the settings. The service cannot start without a database, so all mistakes found so far are thrown here.
    /// </summary>
    /// <param name="settings">The settings of the service.</param>
    /// <param name="contentRoot">The folder that the path of a SQLite file is relative to.</param>
    /// <exception cref="OptionsValidationException">A setting is invalid. The message says which values are legal.</exception>
    public static DatabaseSettings Read(SettingsReader settings, string contentRoot)
    {
        var migrateOnStartup = settings.Flag(MigrateOnStartupKey, unset: false);
        var startupTimeout = settings.WholeNumber($"{SectionName}:StartupTimeoutSeconds", 0, 3600) ?? 30;
        var chosen = settings.Choice<DatabaseProvider>(ProviderKey);
        var provider = chosen ?? (settings.Text(DatabaseUrlKey) is null ? DatabaseProvider.Sqlite : DatabaseProvider.PostgreSql);
        // Without a valid provider it is unknown how to read the connection string.
        var isProviderKnown = chosen is not null || settings.Text(ProviderKey) is null;
        _ = settings.Text(ConnectionStringKey);
        settings.RequireKnownNames(SectionName);
        settings.RequireKnownNames(ConnectionStringsName);
        var connection = !isProviderKnown ? null
            : provider == DatabaseProvider.PostgreSql ? PostgresConnectionString.Read(settings)
            : SqliteConnectionString.Read(settings, contentRoot);
        settings.ThrowIfInvalid();
        return new DatabaseSettings(provider, connection!, migrateOnStartup, TimeSpan.FromSeconds(startupTimeout));
    }
}
