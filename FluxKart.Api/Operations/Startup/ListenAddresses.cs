using System.Globalization;
using System.Net;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Operations.Startup;

/// <summary>Where the service listens: <c>urls</c>, <c>http_ports</c>, <c>https_ports</c> or <c>Kestrel:Endpoints</c>.</summary>
/// <remarks>
/// The server takes whatever it cannot parse in an address as part of the host name, and listens on all interfaces for any name. A letter
/// among the digits of <c>http://127.0.0.1:3000</c> would open the service to everyone. So a name other than localhost is not legal.
/// </remarks>
internal static class ListenAddresses
{
    private const string ServerKey = "Kestrel";
    private const string EndpointsKey = $"{ServerKey}:Endpoints";

    /// <summary>What else the server reads from its section, for all endpoints.</summary>
    private static readonly string[] ServerNames = ["EndpointDefaults", "Certificates"];

    private const string LegalAddresses =
        "http://HOST:PORT or https://HOST:PORT, such as http://localhost:3000, where HOST is an IP address, localhost or * "
        + "for all interfaces, and PORT is 0 to 65535";

    private const string LegalPorts = "ports from 0 to 65535, separated by ;";

    /// <summary>Whether any address is configured, valid or not.</summary>
    public static bool AreConfigured(SettingsReader settings) =>
        new[] { WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }
            .Any(key => settings.Text(key) is not null)
        || settings.Section(EndpointsKey).GetChildren().Any();

    /// <summary>Records each address at which the server would listen elsewhere than intended.</summary>
    public static void Check(SettingsReader settings)
    {
        CheckUrls(settings);
        CheckPorts(settings, WebHostDefaults.HttpPortsKey);
        CheckPorts(settings, WebHostDefaults.HttpsPortsKey);
        CheckEndpoints(settings);
    }

    private static void CheckUrls(SettingsReader settings)
    {
        var key = WebHostDefaults.ServerUrlsKey;
        if (settings.Text(key) is not { } urls)
            return;
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries);
        settings.Require(addresses.Length > 0, $"{key} is '{urls}', which has no address; set {LegalAddresses}.");
        foreach (var address in addresses)
        {
            settings.Require(
                IsAddress(address),
                $"{key} has '{address}', which is not a valid address; set --urls to {LegalAddresses}. Separate several by ;.");
        }
    }

    private static void CheckPorts(SettingsReader settings, string key)
    {
        if (settings.Text(key) is not { } value)
            return;
        var ports = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        settings.Require(ports.Length > 0 && ports.All(IsPort), $"{key} is '{value}'; set {LegalPorts}.");
    }

    private static void CheckEndpoints(SettingsReader settings)
    {
        var endpoints = settings.Section(EndpointsKey);
        settings.Require(
            settings.Text(EndpointsKey) is null,
            $"{EndpointsKey} has a value where it needs named endpoints; set {EndpointsKey}:Http:Url to {LegalAddresses}.");
        foreach (var name in ServerNames)
            _ = settings.Section($"{ServerKey}:{name}");
        settings.RequireKnownNames(ServerKey);
        foreach (var endpoint in endpoints.GetChildren())
            settings.Require(IsAddress(endpoint["Url"] ?? ""), $"{endpoint.Path}:Url is '{endpoint["Url"]}'; set {LegalAddresses}.");
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
            && (scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
                || scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
            && (parsed.IsUnixPipe || parsed.IsNamedPipe || IsHost(parsed.Host));
    }

    private static bool IsHost(string host) =>
        host is "*" or "+"
        || IPAddress.TryParse(host, out _)
        || (LoopbackHost.IsName(host) && Uri.CheckHostName(host) == UriHostNameType.Dns);

    private static bool IsPort(string port) =>
        int.TryParse(port, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        && number is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort;
}
