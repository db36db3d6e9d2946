using FluxKart.Domain.Adoption;
using FluxKart.Infrastructure.Persistence.Events;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Copies the events of an adoption, with ids from 1. Nobody else can write events before the transaction commits.</summary>
internal sealed class AdoptedEventWriter(NpgsqlConnection connection, AdoptionPlan plan)
{
    internal const string EventColumns = "id, type, time, contactid, data";
    internal const string ContactColumns = "contactid, eventid";

    private const string CopyEvents = $"COPY event ({EventColumns}) FROM STDIN (FORMAT BINARY)";
    private const string CopyContacts = $"COPY eventcontact ({ContactColumns}) FROM STDIN (FORMAT BINARY)";

    public async Task WriteAsync(DateTime time, CancellationToken cancellationToken)
    {
        await WriteEventsAsync(time, cancellationToken);
        await WriteContactsAsync(cancellationToken);
    }

    private async Task WriteEventsAsync(DateTime time, CancellationToken cancellationToken)
    {
        await using var import = await connection.BeginBinaryImportAsync(CopyEvents, cancellationToken);
        var id = 0L;
        foreach (var added in plan.Events)
        {
            await import.StartRowAsync(cancellationToken);
            await import.WriteAsync(++id, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(added.Type, NpgsqlDbType.Text, cancellationToken);
            await import.WriteAsync(time, NpgsqlDbType.TimestampTz, cancellationToken);
            await import.WriteAsync(added.ContactId, NpgsqlDbType.Bigint, cancellationToken);
            await import.WriteAsync(EventDataConverter.ToJson(added.Data), NpgsqlDbType.Json, cancellationToken);
        }

        await import.CompleteAsync(cancellationToken);
    }

    private async Task WriteContactsAsync(CancellationToken cancellationToken)
    {
        await using var import = await connection.BeginBinaryImportAsync(CopyContacts, cancellationToken);
        var id = 0L;
        foreach (var added in plan.Events)
        {
            id++;
            foreach (var contactId in added.Data.NamedContactIds().Where(named => named != added.ContactId))
            {
                await import.StartRowAsync(cancellationToken);
                await import.WriteAsync(contactId, NpgsqlDbType.Bigint, cancellationToken);
                await import.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken);
            }
        }

        await import.CompleteAsync(cancellationToken);
    }
}
