using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Hosting;

/// <summary>Where the service is told to listen: by <c>urls</c>, <c>http_ports</c>, <c>https_ports</c> or <c>Kestrel:Endpoints</c>.</summary>
/// <remarks>
/// The server takes what it cannot read of an address for a part of its host's name, and listens on all interfaces for any name: a letter
/// among the digits of <c>http://127.0.0.1:3000</c> would open the service to everybody. So a name is none of the legal values.
/// </remarks>
internal static class ListenAddresses
{
    private const string EndpointsKey = "Kestrel:Endpoints";

    private const string LegalAddresses =
        "http://HOST:PORT or https://HOST:PORT, such as http://localhost:3000, where HOST is an IP address, localhost or * for all interfaces, "
        + "and PORT is 0 to 65535";

    private const string LegalPorts = "ports of 0 to 65535, separated by ;";

    /// <summary>Whether any is configured, rightly or wrongly.</summary>
    public static bool AreConfigured(IConfiguration configuration) =>
        new[] { WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }
            .Any(setting => !string.IsNullOrWhiteSpace(configuration[setting]))
        || configuration.GetSection(EndpointsKey).GetChildren().Any();

    /// <exception cref="OptionsValidationException">The server would listen elsewhere than is meant; the message names the setting.</exception>
    public static void Check(IConfiguration configuration)
    {
        var failures = UrlFailures(configuration)
            .Concat(PortFailures(configuration, WebHostDefaults.HttpPortsKey))
            .Concat(PortFailures(configuration, WebHostDefaults.HttpsPortsKey))
            .Concat(EndpointFailures(configuration.GetSection(EndpointsKey)))
            .ToList();
        if (failures.Count > 0)
            throw new OptionsValidationException(nameof(ListenAddresses), typeof(ListenAddresses), failures);
    }

    private static IEnumerable<string> UrlFailures(IConfiguration configuration)
    {
        var key = WebHostDefaults.ServerUrlsKey;
        if (configuration[key] is not { } urls || string.IsNullOrWhiteSpace(urls))
            return [];
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return addresses.Length == 0
            ? [$"{key} is '{urls}', which names no address; set {LegalAddresses}."]
            : addresses.Where(address => !IsAddress(address)).Select(address =>
                $"{key} holds '{address}', which is no address; set --urls to {LegalAddresses}. Several are separated by ;.");
    }

    private static IEnumerable<string> PortFailures(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { } value || string.IsNullOrWhiteSpace(value))
            return [];
        var ports = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ports.Length > 0 && ports.All(IsPort) ? [] : [$"{key} is '{value}'; set {LegalPorts}."];
    }

    private static IEnumerable<string> EndpointFailures(IConfigurationSection endpoints)
    {
        if (!string.IsNullOrWhiteSpace(endpoints.Value))
            yield return $"{EndpointsKey} holds no endpoint; set {EndpointsKey}:Http:Url to {LegalAddresses}.";
        foreach (var endpoint in endpoints.GetChildren().Where(endpoint => !IsAddress(endpoint["Url"] ?? "")))
            yield return $"{endpoint.Path}:Url is '{endpoint["Url"]}'; set {LegalAddresses}.";
    }

    private static bool IsAddress(string address)
    {
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return false;
        }

        return parsed is { Scheme: var scheme, PathBase: "", Port: >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort }
            && (scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) || scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            && (parsed.IsUnixPipe || parsed.IsNamedPipe || IsHost(parsed.Host));
    }

    private static bool IsHost(string host) =>
        host is "*" or "+"
        || IPAddress.TryParse(host, out _)
        || (Localhost.Has(host) && Uri.CheckHostName(host) == UriHostNameType.Dns);

    private static bool IsPort(string port) =>
        int.TryParse(port, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort;
}
