using PuppeteerSharp;

[assembly: AssemblyFixture(typeof(FluxKart.Tests.Console.Browser))]

namespace FluxKart.Tests.Console;

/// <summary>
/// The browser that the tests share, started by the first test that needs it. It is the one in <c>FLUXKART_TEST_BROWSER</c>, otherwise
/// Debian's Chromium. Without it the tests that need it are skipped, or fail if <c>FLUXKART_REQUIRE_BROWSER</c> is 1.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly Lazy<Task<IBrowser>> process = new(LaunchAsync);

    /// <summary>Whether a missing browser is a failure.</summary>
    public static bool IsRequired => Environment.GetEnvironmentVariable("FLUXKART_REQUIRE_BROWSER") == "1";

    /// <summary>The reason why the tests with a browser are skipped; null if it is installed.</summary>
    public static string? UnavailableReason => File.Exists(ProgramPath) ? null
        : IsRequired
            ? throw new InvalidOperationException($"FLUXKART_REQUIRE_BROWSER is 1, but the browser is not installed as {ProgramPath}.")
            : $"The browser {ProgramPath} is not available: install Chromium (Debian: apt-get install chromium), or set "
                + "FLUXKART_TEST_BROWSER to the path of Chromium or Chrome.";

    private static string ProgramPath =>
        Environment.GetEnvironmentVariable("FLUXKART_TEST_BROWSER") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>An empty page that shares neither cookies nor a cache with another page.</summary>
    internal async Task<IPage> CreatePageAsync()
    {
        var context = await (await process.Value).CreateBrowserContextAsync();
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // A failed start has already failed the tests that needed the browser.
        if (process is { IsValueCreated: true, Value.IsFaulted: false })
            await (await process.Value).DisposeAsync();
    }

    private static Task<IBrowser> LaunchAsync() => Puppeteer.LaunchAsync(new LaunchOptions
    {
        ExecutablePath = ProgramPath,
        // The browser ends when the pipe closes, so it does not outlive tests that are killed.
        Pipe = true,
        Args =
        [
            // No page can reach another machine, whatever it asks for. The arguments are joined, so spaces need quotes.
            "--host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE 127.0.0.1\"",
            // Chromium's sandbox refuses to run as root.
            .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
        ],
    });
}
