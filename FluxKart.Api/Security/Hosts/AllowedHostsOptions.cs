using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Primitives;

namespace FluxKart.Api.Security.Hosts;

/// <summary>The setting <c>AllowedHosts</c>.</summary>
/// <param name="Patterns">
/// Names as they are in a Host header, in ASCII and without a port, or <c>*.</c> and such a name for all names below it. Empty if any host
/// is accepted.
/// </param>
internal sealed record AllowedHostsOptions(IList<StringSegment> Patterns)
{
    private const string Key = "AllowedHosts";
    private const string AnyHost = "*";
    private const string AnyHostBelow = "*.";

    public static AllowedHostsOptions Read(SettingsReader settings)
    {
        settings.Require(
            !settings.Section(Key).GetChildren().Any(),
            $"{Key} is a list, and would be ignored; set {Key} itself to the names, separated by ;.");
        if (settings.Text(Key) is not { } text)
            return new AllowedHostsOptions([]);
        var entries = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        settings.Require(entries.Length > 0, $"{Key} is '{text}', which has no host; {HowToFix}");
        var patterns = new List<StringSegment>();
        foreach (var entry in entries)
        {
            var pattern = entry == AnyHost ? entry : PatternOf(entry);
            settings.Require(pattern is not null, $"{Key} has '{entry}', which is not a host name; {HowToFix}");
            patterns.Add(pattern);
        }

        return new AllowedHostsOptions(patterns.Contains(AnyHost) ? [] : patterns);
    }

    private static string HowToFix => "set names such as shop.example or *.shop.example without a scheme, port or path, separated by ;.";

    /// <returns>Null if the entry is not a host.</returns>
    private static string? PatternOf(string entry)
    {
        var prefix = entry.StartsWith(AnyHostBelow, StringComparison.Ordinal) ? AnyHostBelow : "";
        var host = entry[prefix.Length..];
        return Uri.CheckHostName(host) switch
        {
            UriHostNameType.IPv6 => prefix.Length > 0 ? null : $"[{host.Trim('[', ']')}]",
            UriHostNameType.IPv4 => prefix.Length > 0 ? null : host,
            UriHostNameType.Dns => HostHeader.TryToAscii(host, out var ascii) ? prefix + ascii : null,
            _ => null,
        };
    }
}
