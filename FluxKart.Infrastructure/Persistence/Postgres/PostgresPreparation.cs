using System.Diagnostics;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Waits for the server, migrates the schema if configured to, and rejects a schema that is out of date, a user without the necessary
/// privileges, a server without working advisory locks, and a pooler that loses prepared statements.
/// </summary>
internal sealed partial class PostgresPreparation(
    [FromKeyedServices(PostgresRegistration.AnyServer)] FluxKartDbContext context,
    DatabaseSettings settings,
    PostgresPools pools,
    IReadinessProbe probe,
    ILogger<PostgresPreparation> logger) : IDatabasePreparation
{
    private const string UpdateCommand = "dotnet FluxKart.Api.dll migrate";

    // "FluxKart" in ASCII. Any number will do that all replicas share and nothing else uses.
    internal const long MigrationLock = 0x466C_7578_4B61_7274;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WaitForServerAsync(cancellationToken);
            await new PostgresOriginalTable(context, settings, pools.Requests).RequireNoneAsync(cancellationToken);
            // Only if a migration is pending: migrating commits even if there is nothing to do, and a commit waits for a synchronous
            // standby.
            if (settings.MigrateOnStartup && (await PendingMigrationsAsync(cancellationToken)).Count > 0)
                await MigrateAsync(cancellationToken);
            await CheckSchemaAsync(cancellationToken);
            await CheckReadinessAsync(cancellationToken);
            await CheckLocksAsync(cancellationToken);
            await CheckPreparedStatementsAsync(cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new DatabaseNotReadyException(
                $"{settings.Description} returned an error ({exception.MessageText}, SQLSTATE {exception.SqlState}). "
                + AdviceFor(exception.SqlState),
                exception);
        }
        catch (Exception exception) when (exception is NpgsqlException or StoreUnavailableException)
        {
            throw Unreachable(exception.GetBaseException());
        }
    }

    private async Task WaitForServerAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        var reasons = new HashSet<string>();
        while (true)
        {
            try
            {
                // Npgsql ignores the token while it waits for the server's first response.
                await using var connection = await pools.Requests.OpenAsync(cancellationToken).WaitAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception) when (
                exception.SqlState == PostgresErrorCodes.InvalidCatalogName && settings.MigrateOnStartup)
            {
                // MigrateAsync creates the database.
                return;
            }
            catch (NpgsqlException exception) when (exception is not PostgresException || exception.IsTransient)
            {
                if (waited.Elapsed >= settings.StartupTimeout)
                    throw Unreachable(exception);

                // Once for each reason: the line says how long the wait may last.
                var left = settings.StartupTimeout - waited.Elapsed;
                if (reasons.Add(exception.Message))
                    LogWaiting(settings.Description, Math.Ceiling(left.TotalSeconds), exception.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    private DatabaseNotReadyException Unreachable(Exception exception) => new(
        $"{settings.Description} could not be reached within {settings.StartupTimeout.TotalSeconds} s ({exception.Message.TrimEnd('.')}). "
        + "Start the server, correct ConnectionStrings:FluxKart or DATABASE_URL, or raise Database:StartupTimeoutSeconds.",
        exception);

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await CreateDatabaseIfMissingAsync(cancellationToken);

        // EF Core locks its history table, which does not exist yet when several replicas start for the first time.
        await using var connection = await pools.Requests.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var takeLock = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({MigrationLock})", connection) { CommandTimeout = 0 };
        await takeLock.ExecuteNonQueryAsync(cancellationToken);
        // Building an index on a large table can take longer than the command timeout.
        context.Database.SetCommandTimeout(TimeSpan.Zero);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private async Task CreateDatabaseIfMissingAsync(CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
            return;
        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (Exception exception) when (IsDuplicateDatabase(exception.GetBaseException()))
        {
            // Another replica created it in the meantime.
        }
    }

    private static bool IsDuplicateDatabase(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation,
    };

    private async Task CheckSchemaAsync(CancellationToken cancellationToken)
    {
        var pending = await PendingMigrationsAsync(cancellationToken);
        if (pending.Count > 0)
        {
            throw new DatabaseNotReadyException(
                $"The schema of {settings.Description} is out of date: {pending.Count} migration(s) are pending, "
                + $"starting with {pending[0]}. Run '{UpdateCommand}', or set Database:MigrateOnStartup to true.");
        }
    }

    private async Task CheckReadinessAsync(CancellationToken cancellationToken)
    {
        if (await probe.FindFaultAsync(cancellationToken) is not { } fault)
            return;
        if (!fault.MayPass)
            throw new DatabaseNotReadyException($"{settings.Description} cannot be used. {fault.Summary} {fault.Remedy}");
        LogNotReady(settings.Description, fault.Summary, fault.Remedy);
    }

    private async Task CheckLocksAsync(CancellationToken cancellationToken)
    {
        if (!await AdvisoryLockProof.HoldsAsync(pools.Unpooled, cancellationToken))
        {
            throw new DatabaseNotReadyException(
                $"{settings.Description} cannot be used: two transactions held the same advisory lock, so customers would be stored twice. "
                + "CockroachDB before 26.3 accepts these locks and ignores them. Use PostgreSQL, or a server whose advisory locks work.");
        }
    }

    private async Task CheckPreparedStatementsAsync(CancellationToken cancellationToken)
    {
        var usesPreparedStatements = new NpgsqlConnectionStringBuilder(settings.ConnectionString).MaxAutoPrepare > 0;
        if (usesPreparedStatements && !await PreparedStatementProof.HoldsAsync(pools.Unpooled, cancellationToken))
        {
            throw new DatabaseNotReadyException(
                $"{settings.Description} cannot be used: a pooler such as PgBouncer has lost a prepared statement. Add "
                + "'Max Auto Prepare=0' to the connection string. docs/reference.md#pgbouncer has the details.");
        }
    }

    private async Task<List<string>> PendingMigrationsAsync(CancellationToken cancellationToken) =>
        [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];

    private static string AdviceFor(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName =>
            $"Create the database and its schema with '{UpdateCommand}', or set Database:MigrateOnStartup to true.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "Correct the user and password in ConnectionStrings:FluxKart or DATABASE_URL.",
        PostgresErrorCodes.InsufficientPrivilege =>
            "Grant the missing privilege to the service's user, or connect as another user. docs/reference.md lists the privileges.",
        PostgresErrorCodes.ProtocolViolation =>
            "If this is PgBouncer or another pooler, set the connection string as docs/reference.md#pgbouncer says.",
        _ => "Correct ConnectionStrings:FluxKart or DATABASE_URL.",
    };

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "{Database} is not ready. {Summary} {Remedy}")]
    private partial void LogNotReady(string database, string summary, string remedy);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Waiting for {Database} for up to {Seconds} s: {Reason}")]
    private partial void LogWaiting(string database, double seconds, string reason);
}
