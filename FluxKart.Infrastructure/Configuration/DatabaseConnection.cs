namespace FluxKart.Infrastructure.Configuration;

/// <summary>How to reach the database.</summary>
/// <param name="ConnectionString">With the service's defaults filled in.</param>
/// <param name="Description">What a person needs to recognise the database, without credentials.</param>
internal sealed record DatabaseConnection(string ConnectionString, string Description);
