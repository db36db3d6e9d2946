using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.Adopting;

/// <summary>Says to the operator why the database has refused an adoption, and what to do.</summary>
internal static class AdoptionFailure
{
    public static DatabaseNotReadyException Of(NpgsqlException exception, string database) => new(
        exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } =>
                $"The original service or another program still uses its table in {database}. Nothing was changed. "
                + "Stop that program, and run the command again.",
            PostgresException { SqlState: PostgresErrorCodes.DependentObjectsStillExist } refused =>
                $"{database} returned an error ({refused.MessageText}). Nothing was changed. "
                + "First drop what depends on the table, such as a view.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
                $"{database} returned an error ({refused.MessageText}). Nothing was changed. "
                + "Connect as the owner of the table, with the privilege to create tables in its schema.",
            PostgresException { SqlState: PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateFunction } refused =>
                $"{database} returned an error ({refused.MessageText}). Nothing was changed. "
                + "FluxKart needs that name: rename what has it, and run the command again.",
            PostgresException refused =>
                $"{database} returned an error ({refused.MessageText}, SQLSTATE {refused.SqlState}). Nothing was changed. "
                + "Remove the cause, and run the command again.",
            _ => $"{database} cannot be used ({exception.GetBaseException().Message.TrimEnd('.')}). Nothing was changed, unless the "
                + "connection broke at the very end. Start the server, or correct ConnectionStrings:FluxKart or DATABASE_URL, and run the "
                + "command again.",
        },
        exception);
}
