namespace FluxKart.Infrastructure.Configuration;

public enum DatabaseProvider
{
    /// <summary>A file beside the service; the default, for trying it out and for small shops with one server.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server; for any number of replicas.</summary>
    PostgreSql,
}
