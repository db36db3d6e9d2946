using System.Diagnostics;
using System.Text.RegularExpressions;
using FluxKart.Api.Operations.Startup;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The service in a separate process, started as an operator would start it.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, Uri address, string outputAtStart, Task<string> outputAfterStart, Task<string> errorOutput)
    {
        this.process = process;
        OutputAtStart = outputAtStart;
        (OutputAfterStart, ErrorOutput) = (outputAfterStart, errorOutput);
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>All standard output up to the line that reports the address.</summary>
    public string OutputAtStart { get; }

    /// <summary>All standard output after the start; completes when the process has ended.</summary>
    public Task<string> OutputAfterStart { get; }

    /// <summary>All error output; completes when the process has ended.</summary>
    public Task<string> ErrorOutput { get; }

    /// <summary>Starts the service on a free port, and waits until it reports its address.</summary>
    /// <param name="settings">The service's settings.</param>
    /// <param name="asOrdinaryUser">Whether to start it as an ordinary user, also if root runs the tests: root may write any file.</param>
    /// <param name="args">The arguments of the service.</param>
    public static async Task<ServiceProcess> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings, bool asOrdinaryUser = false, params string[] args)
    {
        var process = Launch(asOrdinaryUser, settings, args);
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output.Add(line);
            if (ListeningAddress().Match(line) is not { Success: true } match)
                continue;
            // Keep reading, so that a full pipe never blocks the service.
            var outputAfterStart = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errorOutput = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return new ServiceProcess(process, new Uri(match.Value), string.Join('\n', output), outputAfterStart, errorOutput);
        }

        using (process)
        {
            throw new InvalidOperationException(
                $"The service did not start: {string.Join('\n', output)} {await process.StandardError.ReadToEndAsync()}");
        }
    }

    /// <summary>Starts the service with settings or arguments that must make the start fail.</summary>
    /// <returns>The exit code and all error output.</returns>
    public static async Task<(int ExitCode, string Error)> FailToStartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings, params string[] args) =>
        await FailToStartAsync(asOrdinaryUser: false, settings, args);

    public static async Task<(int ExitCode, string Error)> FailToStartAsync(
        bool asOrdinaryUser, IEnumerable<KeyValuePair<string, string?>> settings, params string[] args)
    {
        var (exitCode, _, error) = await RunAsync(asOrdinaryUser, settings, args);
        return (exitCode, error);
    }

    /// <summary>Runs a command of the service, or a start that must fail, to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(
        IEnumerable<KeyValuePair<string, string?>> settings, params string[] args) => RunAsync(asOrdinaryUser: false, settings, args);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        bool asOrdinaryUser, IEnumerable<KeyValuePair<string, string?>> settings, string[] args)
    {
        using var process = Launch(asOrdinaryUser, settings, args);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            // A service that starts although it must not would never end.
            await process.WaitForExitAsync(TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Starts the service without waiting until it listens.</summary>
    public static ServiceProcess StartWithoutWaiting(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var process = Launch(settings);
        return new ServiceProcess(
            process,
            new Uri("http://127.0.0.1"),
            "",
            process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            process.StandardError.ReadToEndAsync(CancellationToken.None));
    }

    /// <summary>Kills the process, as by kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends SIGTERM to the process, as orchestrators do.</summary>
    public Task TerminateAsync() => SendAsync("TERM");

    /// <summary>Sends what closing the terminal sends.</summary>
    public Task HangUpAsync() => SendAsync("HUP");

    /// <summary>Waits until the process has ended by itself, and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
        process.Dispose();
    }

    /// <summary>Starts the process without waiting for anything.</summary>
    public static Process Launch(IEnumerable<KeyValuePair<string, string?>> settings, params string[] args) =>
        Launch(asOrdinaryUser: false, settings, args);

    private async Task SendAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    private static Process Launch(bool asOrdinaryUser, IEnumerable<KeyValuePair<string, string?>> settings, params string[] args)
    {
        string[] command = asOrdinaryUser && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "dotnet"]
            : ["dotnet"];
        return Process.Start(StartInfo(command, settings, args))!;
    }

    /// <summary>What starts the service, by a command that takes the same arguments as <c>dotnet</c>.</summary>
    public static ProcessStartInfo StartInfo(string[] command, IEnumerable<KeyValuePair<string, string?>> settings, params string[] args)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Remove settings that the developer has made for another instance of the service.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.ArgumentList.Add(typeof(ServiceDefaults).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private static bool IsSetting(string variable) => variable == "DATABASE_URL"
        || variable.StartsWith("Database__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Authentication__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Identification__", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=;)")]
    private static partial Regex ListeningAddress();
}
