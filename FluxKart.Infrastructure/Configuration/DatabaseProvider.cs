namespace FluxKart.Infrastructure.Configuration;

public enum DatabaseProvider
{
    /// <summary>A local file. The default: for a trial, or for a small shop with one server.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, for any number of replicas.</summary>
    PostgreSql,
}
