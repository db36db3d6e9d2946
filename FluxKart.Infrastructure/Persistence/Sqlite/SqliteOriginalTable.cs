using FluxKart.Infrastructure.Configuration;
using Microsoft.Data.Sqlite;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Looks in a file that exists. SQLite's names differ in more than case.</summary>
internal sealed class SqliteOriginalTable(FluxKartDbContext context, DatabaseSettings settings) : OriginalTable(context, settings)
{
    private const string ColumnsSql =
        $"""
        SELECT item.name, lower(item.name) = '{Contact}', property.name, property.type
        FROM sqlite_master item
        JOIN pragma_table_info(item.name) property
        WHERE item.type IN ('table', 'view') AND lower(item.name) IN ({Names})
        ORDER BY item.name, property.cid
        """;

    private readonly string connectionString = settings.ExistingConnectionString;

    protected override async Task<List<Column>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new SqliteCommand(ColumnsSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<Column>();
        while (await reader.ReadAsync(cancellationToken))
            columns.Add(new Column(reader.GetString(0), reader.GetBoolean(1), reader.GetString(2), reader.GetString(3)));
        return columns;
    }
}
