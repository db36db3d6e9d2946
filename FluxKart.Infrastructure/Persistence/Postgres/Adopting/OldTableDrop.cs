using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Drops the original service's table, and the function of its trigger if no other table uses it.</summary>
internal static class OldTableDrop
{
    private const string FunctionsSql =
        $"""
        SELECT DISTINCT tgfoid::regprocedure::text
        FROM pg_catalog.pg_trigger own
        JOIN pg_catalog.pg_proc function ON function.oid = tgfoid
        WHERE tgrelid = '{AdoptionNames.OldTable}'::regclass
            AND NOT tgisinternal
            AND proname = 'update_updated_at_column'
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger other WHERE other.tgfoid = own.tgfoid AND other.tgrelid <> own.tgrelid)
        """;

    public static async Task<DroppedTable> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand($"SELECT count(*) FROM {AdoptionNames.OldTable}", connection);
        var rows = (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        var functions = await ReadFunctionsAsync(connection, cancellationToken);
        await ExecuteAsync($"DROP TABLE {AdoptionNames.OldTable}");
        foreach (var function in functions)
            await ExecuteAsync($"DROP FUNCTION {function}");
        return new DroppedTable(AdoptionNames.OldTable, rows, functions);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<List<string>> ReadFunctionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FunctionsSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var functions = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            functions.Add(reader.GetString(0));
        return functions;
    }
}
