using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Finds out whether there is a table to take over, or one to drop. Changes nothing.</summary>
internal sealed class AdoptionChecks(NpgsqlConnection connection, IReadOnlyCollection<string> migrations, string database)
{
    private const string CorrectTheConnection = "Nothing was changed. Correct ConnectionStrings:FluxKart or DATABASE_URL.";

    private const string ColumnsSql =
        """
        SELECT attribute.attname::text, format_type(attribute.atttypid, NULL)
        FROM pg_catalog.pg_class class
        JOIN pg_catalog.pg_attribute attribute ON attribute.attrelid = class.oid
        WHERE class.relname = @table
            AND class.relnamespace = current_schema()::regnamespace
            AND class.relkind = 'r'
            AND attribute.attnum > 0
            AND NOT attribute.attisdropped
        ORDER BY attribute.attnum
        """;

    private const string HasKeySql =
        $"""
        SELECT EXISTS (
            SELECT FROM pg_catalog.pg_index
            WHERE indrelid = '{AdoptionNames.Table}'::regclass
                AND indisprimary
                AND pg_get_indexdef(indexrelid, 1, true) = 'id'
                AND indnkeyatts = 1)
        """;

    private const string AdoptedSql =
        $"""
        SELECT obj_description(oid, 'pg_class') = '{AdoptionNames.Comment}'
        FROM pg_catalog.pg_class
        WHERE relname = '{AdoptionNames.OldTable}' AND relnamespace = current_schema()::regnamespace
        """;

    /// <exception cref="DatabaseNotReadyException">There is no table to take over.</exception>
    public async Task RequireOriginalAsync(CancellationToken cancellationToken)
    {
        if (await HasOwnSchemaAsync(cancellationToken))
            throw await AlreadyOwnAsync(cancellationToken);
        if (await ReadOldTableStateAsync(cancellationToken) != OldTableState.Missing)
        {
            throw Refusal($"already has something called {AdoptionNames.OldTable}, the name that the original service's table "
                + "would get. Rename it, and run the command again.");
        }

        var columns = await ReadColumnsAsync(AdoptionNames.Table, cancellationToken);
        if (columns.Count == 0)
            throw Refusal("has no table contact of the original service, so there is nothing to take over. " + CorrectTheConnection);
        var difference = OriginalColumns.FindDifference(columns)
            ?? (await HasKeyAsync(cancellationToken) ? null : "id is not its primary key");
        if (difference is not null)
            throw Refusal($"has a table contact that is not the original service's: {difference}. " + CorrectTheConnection);
    }

    /// <exception cref="DatabaseNotReadyException">There is no table to drop.</exception>
    public async Task RequireAdoptedAsync(CancellationToken cancellationToken)
    {
        switch (await ReadOldTableStateAsync(cancellationToken))
        {
            case OldTableState.Missing when !await HasOwnSchemaAsync(cancellationToken):
                throw Refusal("has not been taken over yet, so nothing was dropped. Run adopt without --drop first.");
            case OldTableState.Missing:
                throw Refusal($"has no table {AdoptionNames.OldTable}, so there is nothing to drop.");
            case OldTableState.Foreign:
                throw Refusal($"has a {AdoptionNames.OldTable} that adopt did not make, so nothing was dropped. "
                    + "Drop it by hand if nobody needs it.");
        }
    }

    private async Task<DatabaseNotReadyException> AlreadyOwnAsync(CancellationToken cancellationToken)
    {
        if (await ReadOldTableStateAsync(cancellationToken) == OldTableState.Adopted)
        {
            return Refusal($"has been taken over already: the original service's table is now {AdoptionNames.OldTable}. "
                + "Nothing was changed. Start the service, or drop that table with adopt --drop.");
        }

        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM {AdoptionNames.Table})", connection);
        var contacts = await command.ExecuteScalarAsync(cancellationToken) is true ? "already has contacts" : "is already in use";
        return Refusal($"has a table contact that is FluxKart's own and {contacts}, so there is nothing to take over. "
            + CorrectTheConnection);
    }

    private async Task<bool> HasOwnSchemaAsync(CancellationToken cancellationToken)
    {
        const string history = $"\"{FluxKartDbContext.MigrationsHistoryTable}\"";
        await using var find = new NpgsqlCommand($"SELECT to_regclass('{history}') IS NOT NULL", connection);
        if (await find.ExecuteScalarAsync(cancellationToken) is not true)
            return false;
        await using var command = new NpgsqlCommand(
            $"SELECT EXISTS (SELECT FROM {history} WHERE migrationid = ANY(@migrations))", connection);
        command.Parameters.AddWithValue("migrations", migrations.ToArray());
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<OldTableState> ReadOldTableStateAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AdoptedSql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) switch
        {
            null => OldTableState.Missing,
            true => OldTableState.Adopted,
            _ => OldTableState.Foreign,
        };
    }

    private async Task<bool> HasKeyAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(HasKeySql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<List<(string Name, string Type)>> ReadColumnsAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ColumnsSql, connection);
        command.Parameters.AddWithValue("table", table);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    private DatabaseNotReadyException Refusal(string what) => new($"{database} {what}");
}
