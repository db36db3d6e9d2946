using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

internal static class PostgresArray
{
    /// <summary>A parameter that is an array, for <c>unnest</c>.</summary>
    public static NpgsqlParameter Of<T>(string name, NpgsqlDbType type, IEnumerable<T> values) =>
        new(name, NpgsqlDbType.Array | type) { Value = values.ToArray() };
}
