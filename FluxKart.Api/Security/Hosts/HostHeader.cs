using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace FluxKart.Api.Security.Hosts;

/// <summary>What a Host header may be.</summary>
internal static class HostHeader
{
    /// <summary>Stands for a header that the framework cannot read.</summary>
    /// <remarks>No host has such a name: RFC 6761, section 6.4.</remarks>
    public const string Unreadable = "unreadable.invalid";

    // With these alone, and without an international name, there is nothing that the framework could fail to convert.
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.:[]");

    private static readonly SearchValues<string> InternationalMarks = SearchValues.Create(["xn--"], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the framework can read the header. It converts international names when a program asks for the host or writes it, and throws
    /// if it cannot.
    /// </summary>
    public static bool IsReadable(string host) =>
        (!host.AsSpan().ContainsAnyExcept(PlainCharacters) && !host.AsSpan().ContainsAny(InternationalMarks)) || TryToAscii(host, out _);

    /// <summary>The host as clients send it, with international names in ASCII.</summary>
    /// <param name="host">A host, with or without a port.</param>
    /// <param name="ascii">The same in ASCII, or null if it cannot be converted.</param>
    public static bool TryToAscii(string host, [NotNullWhen(true)] out string? ascii)
    {
        try
        {
            // Names are the same in upper and lower case, and only the lower one is recognised.
            ascii = HostString.FromUriComponent(host.ToLowerInvariant()).ToUriComponent();
            return true;
        }
        catch (ArgumentException)
        {
            // It reports bad input only by throwing.
            ascii = null;
            return false;
        }
    }
}
