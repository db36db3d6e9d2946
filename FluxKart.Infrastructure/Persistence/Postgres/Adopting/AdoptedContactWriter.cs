using FluxKart.Domain.Adoption;
using FluxKart.Infrastructure.Persistence.Contacts;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Copies rows into the service's own table, and the identifiers that become shared into theirs.</summary>
internal sealed class AdoptedContactWriter(NpgsqlConnection connection, AdoptionPlan plan)
{
    internal const string Columns = "id, email, phonenumber, linkedid, linkprecedence, createdat, updatedat, deletedat";
    internal const string MarkColumns = "id, email, phonenumber, reason, istakenapart, createdat";

    private const string CopyContacts = $"COPY {AdoptionNames.Table} ({Columns}) FROM STDIN (FORMAT BINARY)";

    private const string InsertMarks =
        $"""
        INSERT INTO sharedidentifier ({MarkColumns})
        SELECT id, CASE WHEN isemail THEN value END, CASE WHEN NOT isemail THEN value END, reason, false, @time
        FROM unnest(@ids, @isemail, @values, @reasons) AS mark (id, isemail, value, reason)
        """;

    private readonly ILookup<long, AdoptedMark> marksByContact = plan.Marks.ToLookup(mark => mark.ContactId);
    private readonly Dictionary<AdoptedMark, string> markedValues = [];
    private int place;

    /// <summary>Copies the next rows in order of id.</summary>
    public async Task WriteAsync(
        ReadOnlyMemory<OriginalContact> rows, ReadOnlyMemory<NormalisedContact> normalised, CancellationToken cancellationToken)
    {
        await using var import = await connection.BeginBinaryImportAsync(CopyContacts, cancellationToken);
        for (var index = 0; index < rows.Length; index++, place++)
        {
            if (plan.StateOf(place) == RowState.NotKept)
                continue;
            await WriteAsync(import, rows.Span[index], normalised.Span[index], plan.LinkedIdOf(place), cancellationToken);
            foreach (var mark in marksByContact[rows.Span[index].Id])
                markedValues.Add(mark, (mark.IsEmail ? normalised.Span[index].Email?.Value : normalised.Span[index].PhoneNumber?.Value)!);
        }

        await import.CompleteAsync(cancellationToken);
    }

    /// <summary>Inserts the identifiers that become shared, once all rows have been copied.</summary>
    public async Task WriteMarksAsync(DateTime time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(InsertMarks, connection);
        command.Parameters.Add(PostgresArray.Of("ids", NpgsqlDbType.Bigint, plan.Marks.Select(mark => mark.Id)));
        command.Parameters.Add(PostgresArray.Of("isemail", NpgsqlDbType.Boolean, plan.Marks.Select(mark => mark.IsEmail)));
        command.Parameters.Add(PostgresArray.Of("values", NpgsqlDbType.Text, plan.Marks.Select(mark => markedValues[mark])));
        command.Parameters.Add(PostgresArray.Of("reasons", NpgsqlDbType.Text, plan.Marks.Select(mark => mark.Reason)));
        command.Parameters.Add(new NpgsqlParameter("time", NpgsqlDbType.TimestampTz) { Value = time });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter import,
        OriginalContact row,
        NormalisedContact normalised,
        long? linkedId,
        CancellationToken cancellationToken)
    {
        await import.StartRowAsync(cancellationToken);
        await import.WriteAsync(row.Id, NpgsqlDbType.Bigint, cancellationToken);
        await import.WriteAsync(normalised.Email?.Value, NpgsqlDbType.Text, cancellationToken);
        await import.WriteAsync(normalised.PhoneNumber?.Value, NpgsqlDbType.Text, cancellationToken);
        await import.WriteAsync(linkedId, NpgsqlDbType.Bigint, cancellationToken);
        await import.WriteAsync(
            linkedId is null ? LinkPrecedenceConverter.Primary : LinkPrecedenceConverter.Secondary, NpgsqlDbType.Text, cancellationToken);
        await import.WriteAsync(row.CreatedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        await import.WriteAsync(row.UpdatedAt, NpgsqlDbType.TimestampTz, cancellationToken);
        await import.WriteAsync(row.DeletedAt, NpgsqlDbType.TimestampTz, cancellationToken);
    }
}
