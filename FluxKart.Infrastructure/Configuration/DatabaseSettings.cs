using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>Which database the service uses, read from the configuration once as it starts.</summary>
public sealed class DatabaseSettings
{
    /// <summary>The connection string's name: <c>ConnectionStrings:FluxKart</c>.</summary>
    public const string ConnectionStringName = "FluxKart";

    internal const string ConnectionStringKey = $"ConnectionStrings:{ConnectionStringName}";
    internal const string DatabaseUrlKey = "DATABASE_URL";

    private const string SectionName = "Database";

    private DatabaseSettings(DatabaseProvider provider, DatabaseConnection connection, bool migrateOnStartup, TimeSpan startupTimeout)
    {
        Provider = provider;
        ConnectionString = connection.ConnectionString;
        Description = connection.Description;
        MigrateOnStartup = migrateOnStartup;
        StartupTimeout = startupTimeout;
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

    /// <summary>Whether the service itself migrates PostgreSQL as it starts. SQLite is always migrated.</summary>
    internal bool MigrateOnStartup { get; }

    /// <summary>How long the start waits for a PostgreSQL server that does not respond yet.</summary>
    internal TimeSpan StartupTimeout { get; }

    /// <summary>Reads and checks the settings. Without a usable database nothing can start, so every mistake found so far is thrown here.</summary>
    /// <param name="settings">The settings of the service.</param>
    /// <param name="contentRoot">The folder that the path of a SQLite file is relative to.</param>
    /// <exception cref="OptionsValidationException">A setting is invalid; the message says which values are legal.</exception>
    public static DatabaseSettings Read(SettingsReader settings, string contentRoot)
    {
        var migrateOnStartup = settings.Flag($"{SectionName}:MigrateOnStartup", unset: false);
        var startupTimeout = settings.WholeNumber($"{SectionName}:StartupTimeoutSeconds", 0, 3600) ?? 30;
        // Only what a connection string is read for can be checked by it.
        var provider = settings.Choice<DatabaseProvider>($"{SectionName}:Provider")
            ?? (settings.Text(DatabaseUrlKey) is null ? DatabaseProvider.Sqlite : DatabaseProvider.PostgreSql);
        settings.ThrowIfInvalid();

        var connection = provider == DatabaseProvider.PostgreSql
            ? PostgresConnectionString.Read(settings)
            : SqliteConnectionString.Read(settings, contentRoot);
        settings.ThrowIfInvalid();
        return new DatabaseSettings(provider, connection!, migrateOnStartup, TimeSpan.FromSeconds(startupTimeout));
    }
}
