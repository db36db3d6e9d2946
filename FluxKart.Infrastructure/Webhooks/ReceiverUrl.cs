using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>Reads where an endpoint's events go, and checks what can be checked without the network.</summary>
/// <remarks>Source: HTTP contract, section 6. No failure quotes the URL, because it may contain a token.</remarks>
internal static class ReceiverUrl
{
    private const string Example = "https://shop.example/events";

    /// <returns>Null if it is missing or invalid. The failure is recorded.</returns>
    public static Uri? Read(SettingsReader settings, string key)
    {
        if (settings.Text(key) is not { } text)
        {
            settings.Fail($"{key} is missing; set it to a URL such as {Example}.");
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            settings.Fail($"{key} is not an absolute https or http URL; set it to a URL such as {Example}.");
            return null;
        }

        if (Mistake(url) is not { } mistake)
            return url;
        settings.Fail($"{key} {mistake}");
        return null;
    }

    private static string? Mistake(Uri url)
    {
        if (url.UserInfo.Length > 0)
            return "has a user name or a password; remove it. The receiver checks the signature instead.";
        if (url.Fragment.Length > 0)
            return "has a fragment, which is never sent; remove the # and what follows it.";
        if (!ReceiverAddresses.IsAllowedHost(url.IdnHost))
            return "has an address that no receiver can have, such as a link-local or a metadata address; set the receiver's own host.";
        return url.Scheme == Uri.UriSchemeHttp && !ReceiverAddresses.IsLoopbackHost(url.IdnHost)
            ? "has http and a host that is not this machine; use https, or localhost."
            : null;
    }
}
