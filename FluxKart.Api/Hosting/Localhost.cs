namespace FluxKart.Api.Hosting;

/// <summary>The names that always mean this machine.</summary>
/// <remarks>Source: RFC 6761, section 6.3.</remarks>
internal static class Localhost
{
    private const string Name = "localhost";

    public static bool Has(string host) =>
        host.Equals(Name, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase);
}
