using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Makes room for the service's own tables, and creates them, in the transaction of an adoption.</summary>
internal sealed class AdoptionSchema(NpgsqlConnection connection, FluxKartDbContext context)
{
    private const string Filled = "'contact'::regclass, 'event'::regclass, 'eventcontact'::regclass, 'sharedidentifier'::regclass";

    // The names of indexes and sequences are taken in the whole schema, those of constraints and triggers only in their table. But
    // PostgreSQL 18 gives a NOT NULL a name that no other constraint in the schema has.
    private const string RenamesSql =
        $"""
        SELECT format('ALTER INDEX %s RENAME TO %I', indexrelid::regclass,
            regexp_replace(left(class.relname, 54), '{AdoptionNames.Table}', '{AdoptionNames.OldTable}'))
        FROM pg_catalog.pg_index
        JOIN pg_catalog.pg_class class ON class.oid = indexrelid
        WHERE indrelid = '{AdoptionNames.Table}'::regclass AND class.relname ~ '^(ix_|pk_)?{AdoptionNames.Table}_'
        UNION ALL
        SELECT format('ALTER TABLE {AdoptionNames.Table} RENAME CONSTRAINT %I TO %I', conname,
            regexp_replace(left(conname, 54), '{AdoptionNames.Table}', '{AdoptionNames.OldTable}'))
        FROM pg_catalog.pg_constraint
        WHERE conrelid = '{AdoptionNames.Table}'::regclass AND contype = 'n' AND conname ~ '^{AdoptionNames.Table}_'
        UNION ALL
        SELECT 'ALTER SEQUENCE {AdoptionNames.Sequence} RENAME TO {AdoptionNames.OldSequence}'
        WHERE to_regclass('{AdoptionNames.Sequence}') IS NOT NULL
        UNION ALL
        SELECT 'ALTER TABLE {AdoptionNames.Table} RENAME TO {AdoptionNames.OldTable}'
        """;

    // To fill a table and then build its indexes takes less than half as long. And a row may be linked to a row that follows it.
    private const string SuspensionsSql =
        $"""
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_catalog.pg_constraint
        WHERE contype = 'f' AND conrelid IN ({Filled})
        UNION ALL
        SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_catalog.pg_index
        WHERE NOT indisprimary AND indrelid IN ({Filled})
        """;

    private List<string> restorations = [];

    /// <summary>Renames the original service's table, and what its names keep the service from creating.</summary>
    public async Task RenameOriginalAsync(CancellationToken cancellationToken)
    {
        foreach (var (rename, _) in await ReadAsync(RenamesSql, cancellationToken))
            await ExecuteAsync(rename, cancellationToken);
        await ExecuteAsync($"COMMENT ON TABLE {AdoptionNames.OldTable} IS '{AdoptionNames.Comment}'", cancellationToken);
    }

    /// <summary>Creates the service's tables, without the indexes that make it slow to fill them.</summary>
    /// <remarks>EF Core's own migration would begin and commit transactions, and fail in this one where it looks for its table.</remarks>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var script = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);
        await ExecuteAsync(script, cancellationToken);
        var suspensions = await ReadAsync(SuspensionsSql, cancellationToken);
        foreach (var (suspension, _) in suspensions)
            await ExecuteAsync(suspension, cancellationToken);
        restorations = suspensions.ConvertAll(suspended => suspended.Restoration);
    }

    /// <summary>Completes the filled tables: their indexes, their next ids, and the planner's statistics.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var restoration in restorations)
            await ExecuteAsync(restoration, cancellationToken);
        await ExecuteAsync(await NextContactIdSqlAsync(cancellationToken), cancellationToken);
        foreach (var table in new[] { "event", "sharedidentifier" })
        {
            await ExecuteAsync(
                $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0", cancellationToken);
        }

        await ExecuteAsync("ANALYZE contact, event, eventcontact, sharedidentifier", cancellationToken);
    }

    /// <summary>Ids above all that the original service has given, also to rows that are gone or not kept.</summary>
    private async Task<string> NextContactIdSqlAsync(CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand($"SELECT pg_get_serial_sequence('{AdoptionNames.OldTable}', 'id')", connection);
        var given = await find.ExecuteScalarAsync(cancellationToken) is string sequence
            ? $"(SELECT last_value FROM {sequence} WHERE is_called)"
            : "NULL";
        return
            $"""
            SELECT setval('{AdoptionNames.Sequence}', id)
            FROM (SELECT GREATEST((SELECT max(id) FROM {AdoptionNames.OldTable}), {given})) AS highest (id)
            WHERE id > 0
            """;
    }

    private async Task<List<(string Statement, string Restoration)>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var statements = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            statements.Add((reader.GetString(0), reader.FieldCount > 1 ? reader.GetString(1) : ""));
        return statements;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
