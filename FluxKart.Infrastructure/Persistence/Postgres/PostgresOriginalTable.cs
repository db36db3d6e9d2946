using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence.Postgres.Adopting;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Looks in the schemas of the connection's search path.</summary>
internal sealed class PostgresOriginalTable(FluxKartDbContext context, DatabaseSettings settings, PostgresPool pool)
    : OriginalTable(context, settings)
{
    private const string ColumnsSql =
        $"""
        SELECT class.relname::text, class.relname = '{Contact}' AND schema.nspname = current_schema(), attribute.attname::text,
            format_type(attribute.atttypid, NULL)
        FROM pg_catalog.pg_class class
        JOIN pg_catalog.pg_namespace schema ON schema.oid = class.relnamespace
        JOIN pg_catalog.pg_attribute attribute ON attribute.attrelid = class.oid
        WHERE lower(class.relname) IN ({Names})
            AND class.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND schema.nspname = ANY (current_schemas(false))
            AND attribute.attnum > 0
            AND NOT attribute.attisdropped
        ORDER BY class.relname, attribute.attnum
        """;

    protected override bool CanBeAdopted(IReadOnlyCollection<Column> columns) =>
        OriginalColumns.FindDifference([.. columns.Select(column => (column.Name, column.Type))]) is null;

    protected override async Task<List<Column>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection;
        try
        {
            connection = await pool.OpenAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The database does not exist yet.
            return [];
        }

        await using var opened = connection;
        await using var command = new NpgsqlCommand(ColumnsSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<Column>();
        while (await reader.ReadAsync(cancellationToken))
            columns.Add(new Column(reader.GetString(0), reader.GetBoolean(1), reader.GetString(2), reader.GetString(3)));
        return columns;
    }
}
