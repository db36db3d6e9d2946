namespace FluxKart.Infrastructure.Configuration;

/// <summary>How to connect to the database.</summary>
/// <param name="ConnectionString">The connection string, with the service's defaults filled in.</param>
/// <param name="Description">Identifies the database for a person; has no credentials.</param>
internal sealed record DatabaseConnection(string ConnectionString, string Description)
{
    /// <summary>Never the values, because whatever is printed can end up in a log.</summary>
    public override string ToString() => nameof(DatabaseConnection);
}
