using System.Data;
using FluxKart.Domain.Adoption;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Takes over the original service's table in one transaction.</summary>
internal sealed class PostgresAdoption(
    [FromKeyedServices(PostgresRegistration.AnyServer)] FluxKartDbContext context,
    DatabaseSettings settings,
    LinkingRules rules) : IAdoption
{
    public Task<AdoptionReport> ExamineAsync(AdoptionOptions options, CancellationToken cancellationToken) => InTransactionAsync(
        // One picture of the table, while the original service goes on.
        IsolationLevel.RepeatableRead,
        async connection =>
        {
            await ExecuteAsync(connection, "SET TRANSACTION READ ONLY", cancellationToken);
            await ChecksOf(connection).RequireOriginalAsync(cancellationToken);
            var reader = await CreateReaderAsync(connection, AdoptionNames.Table, options, cancellationToken);
            return (await PlanAsync(reader, cancellationToken)).Report;
        },
        cancellationToken);

    public Task<AdoptionReport> AdoptAsync(AdoptionOptions options, CancellationToken cancellationToken) => InTransactionAsync(
        // Not stricter: the reading must see what was committed before the lock was given.
        IsolationLevel.ReadCommitted,
        async connection =>
        {
            await TakeTurnAsync(connection, cancellationToken);
            await ChecksOf(connection).RequireOriginalAsync(cancellationToken);
            var reader = await CreateReaderAsync(connection, AdoptionNames.OldTable, options, cancellationToken);
            await ExecuteAsync(connection, $"LOCK TABLE {AdoptionNames.Table} IN ACCESS EXCLUSIVE MODE", cancellationToken);
            var schema = new AdoptionSchema(connection, context);
            await schema.RenameOriginalAsync(cancellationToken);
            var plan = await PlanAsync(reader, cancellationToken);
            await schema.CreateAsync(cancellationToken);
            await CopyAsync(connection, reader, plan, cancellationToken);
            await schema.CompleteAsync(cancellationToken);
            return plan.Report;
        },
        cancellationToken);

    public Task<DroppedTable> DropAsync(CancellationToken cancellationToken) => InTransactionAsync(
        IsolationLevel.ReadCommitted,
        async connection =>
        {
            await TakeTurnAsync(connection, cancellationToken);
            await ChecksOf(connection).RequireAdoptedAsync(cancellationToken);
            return await OldTableDrop.RunAsync(connection, cancellationToken);
        },
        cancellationToken);

    private AdoptionChecks ChecksOf(NpgsqlConnection connection) =>
        new(connection, [.. context.Database.GetMigrations()], settings.Description);

    private async Task<AdoptionPlan> PlanAsync(OriginalReader reader, CancellationToken cancellationToken)
    {
        var planner = new AdoptionPlanner(rules, await reader.CountAsync(cancellationToken));
        await reader.ReadAsync(
            (rows, normalised) =>
            {
                for (var index = 0; index < rows.Length; index++)
                    planner.Add(rows.Span[index], normalised.Span[index]);
                return Task.CompletedTask;
            },
            cancellationToken);
        return planner.Complete();
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, OriginalReader reader, AdoptionPlan plan, CancellationToken cancellationToken)
    {
        var contacts = new AdoptedContactWriter(connection, plan);
        await reader.ReadAsync((rows, normalised) => contacts.WriteAsync(rows, normalised, cancellationToken), cancellationToken);
        await using var readClock = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var time = (DateTime)(await readClock.ExecuteScalarAsync(cancellationToken))!;
        await contacts.WriteMarksAsync(time, cancellationToken);
        await new AdoptedEventWriter(connection, plan).WriteAsync(time, cancellationToken);
    }

    private static async Task<OriginalReader> CreateReaderAsync(
        NpgsqlConnection connection, string table, AdoptionOptions options, CancellationToken cancellationToken)
    {
        // PostgreSQL itself would take almost any word for a zone without an offset.
        await using var command = new NpgsqlCommand("SELECT name FROM pg_timezone_names WHERE lower(name) = lower(@zone)", connection);
        command.Parameters.AddWithValue("zone", options.TimeZone);
        return await command.ExecuteScalarAsync(cancellationToken) is string timeZone
            ? new OriginalReader(connection, table, timeZone, options.DefaultRegion)
            : throw new DatabaseNotReadyException(
                $"{options.TimeZone} is not a time zone that the server knows. Nothing was changed. Write it as in the IANA database, "
                + "such as --time-zone Europe/Berlin, --time-zone America/New_York or --time-zone UTC.");
    }

    private async Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_xact_lock({PostgresPreparation.MigrationLock})", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new DatabaseNotReadyException(
                $"Another process migrates {settings.Description} or takes it over at this moment. Nothing was changed. "
                + "Wait for it, and run the command again.");
        }
    }

    private async Task<T> InTransactionAsync<T>(
        IsolationLevel isolation, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            using var pool = LongTransaction.CreatePool("fluxkart adoption", settings);
            await using var connection = await pool.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
            await ExecuteAsync(connection, LongTransaction.SetTimeouts, cancellationToken);
            var result = await work(connection);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (NpgsqlException exception)
        {
            throw AdoptionFailure.Of(exception, settings.Description);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
