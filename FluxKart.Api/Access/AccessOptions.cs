namespace FluxKart.Api.Access;

/// <summary>The configuration section <c>Authentication</c>.</summary>
internal sealed class AccessOptions
{
    public const string SectionName = "Authentication";

    /// <summary>The keys that are accepted; none means that only this machine is answered.</summary>
    public IList<ApiKeyOptions> ApiKeys { get; } = [];
}
