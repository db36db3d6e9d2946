using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.InitialLoading;

/// <summary>
/// Copies of the empty tables for contacts and events, in a schema of their own. They are the first that the transaction's statements find,
/// and have no indexes, keys and triggers until they are filled. Then they take the place of the tables.
/// </summary>
internal sealed class TwinTables(NpgsqlConnection connection)
{
    private const string Schema = "fluxkart_initial_load";

    private const string OfTables = "ANY(ARRAY['contact', 'event', 'eventcontact']::regclass[])";

    // What the copies would lack, the tables must not have: another owner, rights, settings, dependent objects, a publication, a comment,
    // or a trigger that would see each row.
    private const string ExamineSql =
        $"""
        SELECT quote_ident(current_schema()), {MigrationsSql},
            (SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM contact_id_seq),
            (SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM event_id_seq)
        WHERE NOT EXISTS (SELECT FROM contact)
            AND NOT EXISTS (SELECT FROM event)
            AND NOT EXISTS (SELECT FROM eventcontact)
            AND NOT EXISTS (SELECT FROM sharedidentifier)
            AND NOT EXISTS (SELECT FROM separation)
            AND NOT EXISTS (SELECT FROM standin)
            AND has_database_privilege(current_database(), 'CREATE')
            AND has_schema_privilege(current_schema(), 'CREATE')
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_class
                WHERE oid = {OfTables}
                    AND (pg_get_userbyid(relowner) <> current_user OR relnamespace <> current_schema()::regnamespace OR relkind <> 'r'
                        OR relacl <> acldefault('r', relowner) OR reloptions IS NOT NULL OR reltablespace <> 0 OR relrowsecurity
                        OR relhasrules OR relreplident <> 'd'))
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_class
                WHERE oid IN ('contact_id_seq'::regclass, 'event_id_seq'::regclass) AND relacl <> acldefault('s', relowner))
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_attribute
                WHERE attrelid = {OfTables} AND (attacl IS NOT NULL OR attoptions IS NOT NULL OR attstattarget >= 0) AND attnum > 0)
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_trigger
                WHERE tgrelid = {OfTables} AND NOT tgisinternal AND (tgenabled <> 'O' OR tgname <> 'contact_updatedat'))
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_description WHERE classoid = 'pg_class'::regclass AND objoid = {OfTables} AND objsubid = 0)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE confrelid = {OfTables} AND NOT conrelid = {OfTables})
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE refclassid = 'pg_class'::regclass AND refobjid = {OfTables} AND classid = 'pg_rewrite'::regclass)
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_publication_tables
                WHERE schemaname = current_schema() AND tablename IN ('contact', 'event', 'eventcontact'))
        """;

    private const string MigrationsSql =
        $"""
        (SELECT string_agg(migrationid, ',' ORDER BY migrationid) FROM "{FluxKartDbContext.MigrationsHistoryTable}")
        """;

    // The names are not qualified, so these statements reach whichever tables are found first. A foreign key needs the primary key.
    private const string CompletionsSql =
        $"""
        SELECT statement
        FROM (
            SELECT CASE contype WHEN 'f' THEN 3 ELSE 1 END AS place,
                format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid, true)) AS statement
            FROM pg_catalog.pg_constraint
            WHERE conrelid = {OfTables} AND contype IN ('p', 'u', 'x', 'f')
            UNION ALL
            SELECT 2, pg_get_indexdef(indexrelid, 0, true)
            FROM pg_catalog.pg_index
            WHERE indrelid = {OfTables}
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
            UNION ALL
            SELECT 4, pg_get_triggerdef(oid, true)
            FROM pg_catalog.pg_trigger
            WHERE tgrelid = {OfTables} AND NOT tgisinternal) AS completion
        ORDER BY place, statement
        """;

    // An index is sorted in memory where this suffices.
    private const string RaiseSortMemory =
        """
        SELECT set_config('maintenance_work_mem', GREATEST(setting::bigint, 128 * 1024) || 'kB', true)
        FROM pg_settings
        WHERE name = 'maintenance_work_mem'
        """;

    // Requests that come while this waits wait behind it.
    private const string LimitWait = "SET LOCAL lock_timeout = '50ms'";
    private const int MaxAttempts = 100;
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly List<string> completions = [];
    private string live = "";
    private string migrations = "";

    /// <summary>The last id that the table <c>contact</c> had given, or 0.</summary>
    public long LastContactId { get; private set; }

    /// <summary>The last id that the table <c>event</c> had given, or 0.</summary>
    public long LastEventId { get; private set; }

    /// <summary>Creates the copies, provided that the tables are empty and can be replaced.</summary>
    public async Task<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        if (!await ExamineAsync(cancellationToken))
            return false;
        await ReadCompletionsAsync(cancellationToken);
        await ExecuteAsync(
            $"""
             CREATE SCHEMA {Schema};
             CREATE TABLE {Schema}.contact (LIKE contact INCLUDING ALL EXCLUDING INDEXES);
             CREATE TABLE {Schema}.event (LIKE event INCLUDING ALL EXCLUDING INDEXES);
             CREATE TABLE {Schema}.eventcontact (LIKE eventcontact INCLUDING ALL EXCLUDING INDEXES);
             SELECT set_config('search_path', '{Schema}, ' || current_setting('search_path'), true)
             """,
            cancellationToken);
        return true;
    }

    /// <summary>Builds the indexes, keys and triggers of the filled copies, and gathers the planner's statistics.</summary>
    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(RaiseSortMemory, cancellationToken);
        foreach (var completion in completions)
            await ExecuteAsync(completion, cancellationToken);
        await ExecuteAsync("ANALYZE contact, event, eventcontact", cancellationToken);
    }

    /// <summary>Puts the copies in the place of the tables, provided that these are still empty. The transaction must commit at once.</summary>
    public async Task<bool> TryReplaceAsync(CancellationToken cancellationToken)
    {
        if (!await TryLockAsync(cancellationToken) || !await IsUnchangedAsync(cancellationToken))
            return false;
        await ExecuteAsync(
            $"""
             DROP TABLE {live}.contact, {live}.event, {live}.eventcontact;
             ALTER TABLE {Schema}.contact SET SCHEMA {live};
             ALTER TABLE {Schema}.event SET SCHEMA {live};
             ALTER TABLE {Schema}.eventcontact SET SCHEMA {live};
             DROP SCHEMA {Schema}
             """,
            cancellationToken);
        return true;
    }

    private async Task<bool> ExamineAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ExamineSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return false;
        (live, migrations) = (reader.GetString(0), reader.GetString(1));
        (LastContactId, LastEventId) = (reader.GetInt64(2), reader.GetInt64(3));
        return true;
    }

    private async Task ReadCompletionsAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CompletionsSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            completions.Add(reader.GetString(0));
    }

    /// <summary>Locks the tables in the order in which requests do, or gives up as soon as they are no longer empty.</summary>
    private async Task<bool> TryLockAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync($"{LimitWait}; SAVEPOINT unlocked", cancellationToken);
        for (var attempt = 1; await IsUnchangedAsync(cancellationToken); attempt++)
        {
            try
            {
                await ExecuteAsync(
                    $"LOCK TABLE {live}.contact, {live}.event, {live}.eventcontact IN ACCESS EXCLUSIVE MODE", cancellationToken);
                return true;
            }
            catch (PostgresException exception) when (
                exception.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < MaxAttempts)
            {
                await ExecuteAsync("ROLLBACK TO SAVEPOINT unlocked", cancellationToken);
                await Task.Delay(PauseBetweenAttempts, cancellationToken);
            }
        }

        return false;
    }

    // A migration that waited for this transaction would change tables that are gone. Whatever changes anything else writes an event.
    private async Task<bool> IsUnchangedAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
             SELECT NOT EXISTS (SELECT FROM {live}.contact)
                 AND NOT EXISTS (SELECT FROM {live}.event)
                 AND NOT EXISTS (SELECT FROM {live}.eventcontact)
                 AND {MigrationsSql} = @migrations
             """,
            connection);
        command.Parameters.AddWithValue("migrations", migrations);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
