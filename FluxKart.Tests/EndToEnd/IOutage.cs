namespace FluxKart.Tests.EndToEnd;

/// <summary>A way to take a database from a running service, and to give it back.</summary>
public interface IOutage : IAsyncDisposable
{
    /// <summary>The settings with which the service reaches the database.</summary>
    IReadOnlyDictionary<string, string?> Configuration { get; }

    Task BeginAsync();

    Task EndAsync();
}
