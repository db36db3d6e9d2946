using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Asks the server for its role and its mode, and for what the service's user may do.
/// </summary>
internal sealed class PostgresReadinessProbe : IReadinessProbe
{
    /// <summary>What the service's user must be allowed to do, and with what. docs/reference.md has the same as GRANTs.</summary>
    private static readonly (string Table, string[] Privileges)[] Tables =
    [
        ("contact", ["SELECT", "INSERT", "UPDATE"]),
        ("event", ["SELECT", "INSERT", "UPDATE"]),
        ("eventcontact", ["SELECT", "INSERT"]),
        ("sharedidentifier", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
        ("separation", ["SELECT", "INSERT", "DELETE"]),
        ("standin", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
        ("webhook", ["SELECT", "INSERT", "UPDATE"]),
        ("import", ["SELECT", "INSERT", "UPDATE"]),
        ("\"__EFMigrationsHistory\"", ["SELECT"]),
    ];

    private static readonly string[] Sequences = ["contact_id_seq", "event_id_seq", "sharedidentifier_id_seq", "import_id_seq"];

    // Functions and a look-up by primary key: cheap with any settings of the planner.
    private static readonly string State =
        $"""
        SELECT
            pg_is_in_recovery(),
            current_setting('transaction_read_only')::boolean,
            {string.Join(" OR ", Tables.Select(table => table.Table).Concat(Sequences).Select(name => $"to_regclass('{name}') IS NULL"))},
            array_to_string(ARRAY[{string.Join(", ", MissingPrivileges())}], ', ')
        """;

    private const string AppliedMigrations =
        """SELECT count(*) FROM "__EFMigrationsHistory" WHERE migrationid = ANY(@migrations)""";

    private static readonly ReadinessFault Standby = new(
        "The database server is a standby, so nothing can be stored and its data may be old.",
        "Connect to the primary, or promote the server.",
        MayPass: true);

    private static readonly ReadinessFault ReadOnly = new(
        "The database is read-only, so nothing can be stored.",
        "Connect to the primary, or turn default_transaction_read_only off.",
        MayPass: true);

    private readonly DbContextOptions<PostgresFluxKartDbContext> options;
    private readonly PostgresPool pool;

    public PostgresReadinessProbe(PostgresPools pools)
    {
        pool = pools.Readiness;
        var builder = new DbContextOptionsBuilder<PostgresFluxKartDbContext>();
        builder.UsePostgres(pool);
        options = builder.Options;
    }

    public async Task<ReadinessFault?> FindFaultAsync(CancellationToken cancellationToken)
    {
        await using var context = new PostgresFluxKartDbContext(options);
        try
        {
            if (await FindFaultAsync(context, cancellationToken) is null)
                return null;
        }
        catch (NpgsqlException)
        {
            // The second attempt throws if the fault is still there.
        }

        // The open connection may be broken, or may have kept a mode that the server has left.
        await context.Database.CloseConnectionAsync();
        pool.Clear();
        return await FindFaultAsync(context, cancellationToken);
    }

    private static async Task<ReadinessFault?> FindFaultAsync(PostgresFluxKartDbContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using (var command = new NpgsqlCommand(State, connection))
        await using (var state = await command.ExecuteReaderAsync(cancellationToken))
        {
            await state.ReadAsync(cancellationToken);
            if (state.GetBoolean(0))
                return Standby;
            if (state.GetBoolean(1))
                return ReadOnly;
            if (state.GetBoolean(2))
                return ReadinessFault.OutdatedSchema;
            if (state.GetString(3) is { Length: > 0 } missing)
                return new("The service's database user lacks a privilege.", $"Grant it these privileges: {missing}.");
        }

        string[] migrations = [.. context.Database.GetMigrations()];
        await using var applied = new NpgsqlCommand(AppliedMigrations, connection) { Parameters = { new("migrations", migrations) } };
        return (long)(await applied.ExecuteScalarAsync(cancellationToken))! == migrations.Length ? null : ReadinessFault.OutdatedSchema;
    }

    private static IEnumerable<string> MissingPrivileges() => Tables
        .SelectMany(table => table.Privileges.Select(privilege => Missing(
            $"has_table_privilege(to_regclass('{table.Table}'), '{privilege}')", $"{privilege} ON {table.Table}")))
        .Concat(Sequences.Select(sequence => Missing(
            $"has_sequence_privilege(to_regclass('{sequence}'), 'USAGE, UPDATE')", $"USAGE ON SEQUENCE {sequence}")));

    private static string Missing(string isGranted, string privilege) => $"CASE WHEN NOT {isGranted} THEN '{privilege}' END";
}
