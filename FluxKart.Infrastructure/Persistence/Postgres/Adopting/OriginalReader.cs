using FluxKart.Domain.Adoption;
using FluxKart.Infrastructure.Persistence.Contacts;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>
/// Reads the original service's table in order of id, and normalises its values. It reads a part at a time, so that another statement can
/// write a part before the next one is read.
/// </summary>
/// <param name="connection">A connection in a transaction, which shows the same rows at each reading.</param>
/// <param name="table">The table's name.</param>
/// <param name="timeZone">The time zone of its times, by the name that the server knows.</param>
/// <param name="defaultRegion">The region of phone numbers without a country code; null for none.</param>
internal sealed class OriginalReader(NpgsqlConnection connection, string table, string timeZone, string? defaultRegion)
{
    private const int PartSize = 5_000;

    private readonly OriginalContact[] rows = new OriginalContact[PartSize];
    private readonly NormalisedContact[] normalised = new NormalisedContact[PartSize];

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return checked((int)(long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="take">Gets each part in turn. It must not keep the part, since the next one overwrites it.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task ReadAsync(
        Func<ReadOnlyMemory<OriginalContact>, ReadOnlyMemory<NormalisedContact>, Task> take, CancellationToken cancellationToken)
    {
        long? after = null;
        while (await ReadPartAsync(after, cancellationToken) is > 0 and var count)
        {
            Parallel.For(0, count, place => normalised[place] = NormalisedContact.Of(rows[place], defaultRegion));
            await take(rows.AsMemory(0, count), normalised.AsMemory(0, count));
            after = rows[count - 1].Id;
        }
    }

    private async Task<int> ReadPartAsync(long? after, CancellationToken cancellationToken)
    {
        await using var export = await connection.BeginBinaryExportAsync(Sql(after), cancellationToken);
        var count = 0;
        while (await export.StartRowAsync(cancellationToken) >= 0)
        {
            rows[count++] = new OriginalContact(
                await export.ReadAsync<long>(NpgsqlDbType.Bigint, cancellationToken),
                await ReadTextAsync(export, cancellationToken),
                await ReadTextAsync(export, cancellationToken),
                await ReadNullableAsync<long>(export, NpgsqlDbType.Bigint, cancellationToken),
                await export.ReadAsync<bool>(NpgsqlDbType.Boolean, cancellationToken),
                await export.ReadAsync<DateTime>(NpgsqlDbType.TimestampTz, cancellationToken),
                await export.ReadAsync<bool>(NpgsqlDbType.Boolean, cancellationToken),
                await export.ReadAsync<DateTime>(NpgsqlDbType.TimestampTz, cancellationToken),
                await ReadNullableAsync<DateTime>(export, NpgsqlDbType.TimestampTz, cancellationToken));
        }

        return count;
    }

    private string Sql(long? after) =>
        $"""
        COPY (
            SELECT id::bigint, email, phonenumber, linkedid::bigint,
                linkprecedence IS NOT DISTINCT FROM '{LinkPrecedenceConverter.Primary}',
                {InUtc("COALESCE(createdat, updatedat)")}, createdat IS NOT NULL,
                {InUtc("COALESCE(updatedat, createdat)")},
                CASE WHEN deletedat IS NOT NULL THEN {InUtc("deletedat")} END
            FROM {table} AS original
            {(after is null ? "" : FormattableString.Invariant($"WHERE original.id > {after}"))}
            ORDER BY original.id
            LIMIT {PartSize})
        TO STDOUT (FORMAT BINARY)
        """;

    // LEAST ignores null, so a missing time is now. PostgreSQL knows a time for each that a change of the clock skips or repeats. Its
    // earliest times do not fit into a DateTime.
    private string InUtc(string time) =>
        $"LEAST(GREATEST({time}, CASE WHEN {time} IS NOT NULL THEN timestamp '0001-01-03' END) AT TIME ZONE "
        + $"'{timeZone.Replace("'", "''", StringComparison.Ordinal)}', now())";

    private static async ValueTask<string?> ReadTextAsync(NpgsqlBinaryExporter export, CancellationToken cancellationToken)
    {
        if (!export.IsNull)
            return await export.ReadAsync<string>(NpgsqlDbType.Text, cancellationToken);
        await export.SkipAsync(cancellationToken);
        return null;
    }

    private static async ValueTask<T?> ReadNullableAsync<T>(
        NpgsqlBinaryExporter export, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct
    {
        if (!export.IsNull)
            return await export.ReadAsync<T>(type, cancellationToken);
        await export.SkipAsync(cancellationToken);
        return null;
    }
}
