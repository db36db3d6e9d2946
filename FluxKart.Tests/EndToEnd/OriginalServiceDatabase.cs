using FluxKart.Api;
using FluxKart.Api.Operations.Commands;
using FluxKart.Tests.Databases;
using Npgsql;

namespace FluxKart.Tests.EndToEnd;

/// <summary>A PostgreSQL database as the original service leaves it: its table, its trigger, and whatever it has written.</summary>
internal sealed class OriginalServiceDatabase : IAsyncDisposable
{
    private const string Schema =
        """
        CREATE TABLE contact (
            id serial,
            phonenumber character varying(255),
            email character varying(255),
            linkedid integer,
            linkprecedence character varying(50),
            createdat timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
            updatedat timestamp without time zone DEFAULT CURRENT_TIMESTAMP,
            deletedat timestamp without time zone,
            CONSTRAINT contact_pkey PRIMARY KEY (id),
            CONSTRAINT contact_linkprecedence_check CHECK (linkprecedence IN ('primary', 'secondary'))
        );
        CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.updatedat = CURRENT_TIMESTAMP;
            RETURN NEW;
        END
        $$;
        CREATE TRIGGER update_contact_updated_at BEFORE UPDATE ON contact
        FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
        """;

    /// <summary>What that service writes: ids 1 to 17, of which 7, 8 and 9 cannot be kept.</summary>
    private const string Rows =
        """
        INSERT INTO contact (email, phonenumber, linkedid, linkprecedence, createdat, updatedat, deletedat) VALUES
        ('Anna@Example.com', '555-0100', NULL, 'primary', '2020-01-01 12:00', '2020-02-01 12:00', NULL),
        ('anna2@example.com', '555-0100', 1, 'secondary', '2020-01-02 12:00', '2020-01-02 12:00', NULL),
        ('anna3@example.com', '555-0103', 2, 'secondary', '2020-01-03 12:00', '2020-01-03 12:00', NULL),
        ('b@example.com', NULL, NULL, 'primary', '2020-01-04 12:00', '2020-01-04 12:00', NULL),
        ('ANNA@example.com', '555-0105', 4, 'secondary', '2020-01-05 12:00', '2020-01-05 12:00', NULL),
        ('5', '5', NULL, 'primary', '2020-01-06 12:00', '2020-01-06 12:00', NULL),
        (NULL, NULL, NULL, 'primary', '2020-01-07 12:00', '2020-01-07 12:00', NULL),
        ('', ' ', NULL, 'primary', '2020-01-08 12:00', '2020-01-08 12:00', NULL),
        ('true', 'true', NULL, 'primary', '2020-01-09 12:00', '2020-01-09 12:00', NULL),
        ('gone@example.com', '555-0110', NULL, 'primary', '2020-01-10 12:00', '2020-01-10 12:00', '2021-01-01 12:00'),
        ('c@example.com', '555-0110', 10, 'secondary', '2020-01-11 12:00', '2020-01-11 12:00', NULL),
        ('d@example.com', NULL, 999, 'secondary', '2020-01-12 12:00', '2020-01-12 12:00', NULL),
        ('e@example.com', NULL, 14, 'secondary', '2020-01-13 12:00', '2020-01-13 12:00', NULL),
        ('f@example.com', NULL, 13, 'secondary', '2020-01-14 12:00', '2020-01-14 12:00', NULL),
        ('g@example.com', 'true', NULL, 'secondary', NULL, '2020-01-15 12:00', NULL),
        ('h@example.com', '1', NULL, 'primary', '2030-01-01 00:00', '2030-01-01 00:00', NULL),
        ('noreply@example.com', NULL, NULL, 'primary', '2020-01-17 12:00', '2020-01-17 12:00', NULL)
        """;

    private readonly TemporaryPostgresDatabase temporary;

    private OriginalServiceDatabase(TestDatabase server)
    {
        temporary = new TemporaryPostgresDatabase(server.ConnectionString);
        Settings = new Dictionary<string, string?>(server.Configuration)
        {
            ["ConnectionStrings:FluxKart"] =
                new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = temporary.Name, Pooling = false }.ConnectionString,
        };
    }

    /// <summary>The settings of a FluxKart on this database.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>The database without a row.</summary>
    public static async Task<OriginalServiceDatabase> CreateEmptyAsync(TestDatabase server)
    {
        var database = new OriginalServiceDatabase(server);
        await database.temporary.CreateAsync();
        await database.ExecuteAsync(Schema);
        return database;
    }

    /// <summary>The database with rows of every kind.</summary>
    public static async Task<OriginalServiceDatabase> CreateAsync(TestDatabase server)
    {
        var database = await CreateEmptyAsync(server);
        await database.ExecuteAsync(Rows);
        return database;
    }

    /// <summary>Runs the command in this process, and returns its exit code and what it prints.</summary>
    public async Task<(int ExitCode, string Output)> AdoptAsync(params string[] options)
    {
        await using var app = Program
            .CreateBuilder(AdoptCommand.Settings([.. options, .. Settings.Select(setting => $"--{setting.Key}={setting.Value}")]))
            .Build();
        await using var output = new StringWriter();
        return (await AdoptCommand.RunAsync(app.Services, output), output.ToString());
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Settings["ConnectionStrings:FluxKart"]);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The rows of a query, each as its values with <c>|</c> between them. Null is an empty text.</summary>
    public async Task<List<string>> QueryAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column))));
        return rows;
    }

    /// <summary>Everything in the schema, and all rows of the table.</summary>
    public async Task<List<string>> ReadEverythingAsync() =>
    [
        .. await QueryAsync("SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"),
        .. await QueryAsync("SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1"),
        .. await QueryAsync("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"),
        .. await QueryAsync("SELECT * FROM contact ORDER BY id"),
        .. await QueryAsync("SELECT last_value FROM contact_id_seq"),
    ];

    public ValueTask DisposeAsync() => temporary.DisposeAsync();
}
