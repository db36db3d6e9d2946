namespace FluxKart.Tests.EndToEnd;

/// <summary>Makes the database of a running service unavailable, and then available again.</summary>
public interface IOutage : IAsyncDisposable
{
    /// <summary>The settings that the service must start with.</summary>
    IReadOnlyDictionary<string, string?> Configuration { get; }

    Task BeginAsync();

    Task EndAsync();
}
