using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal static class InsertStatement
{
    /// <summary>
    /// Runs an insert of contacts that returns their ids and creation times. It goes through EF Core's raw commands rather than its queries,
    /// which take the statement apart as an expression each time: a tenth of the time of a new contact.
    /// </summary>
    /// <returns>The rows in order of id, which is the order in which they were inserted; RETURNING promises none.</returns>
    public static async Task<IReadOnlyList<InsertedContact>> InsertAsync(
        this DbContext context, string sql, IReadOnlyList<DbParameter> parameters, CancellationToken cancellationToken)
    {
        var command = context.GetService<IRawSqlCommandBuilder>().Build(sql, parameters, context.Model);
        await using var reader = await command.RelationalCommand.ExecuteReaderAsync(
            new RelationalCommandParameterObject(
                context.GetService<IRelationalConnection>(),
                command.ParameterValues,
                readerColumns: null,
                context,
                context.GetService<IRelationalCommandDiagnosticsLogger>(),
                CommandSource.FromSqlQuery),
            cancellationToken);
        var rows = new List<InsertedContact>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var createdAt = DateTime.SpecifyKind(reader.DbDataReader.GetDateTime(1), DateTimeKind.Utc);
            rows.Add(new InsertedContact(reader.DbDataReader.GetInt64(0), createdAt));
        }

        return [.. rows.OrderBy(row => row.Id)];
    }
}
