using System.Diagnostics;
using System.Text.RegularExpressions;
using FluxKart.Api.Operations.Startup;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The service as a process of its own, started as an operator does.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, Uri address, Task<string> laterOutput, Task<string> errorOutput)
    {
        this.process = process;
        (LaterOutput, ErrorOutput) = (laterOutput, errorOutput);
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>All that the service writes after its start; there when it has ended.</summary>
    public Task<string> LaterOutput { get; }

    /// <summary>All that the service writes to the error output; there when it has ended.</summary>
    public Task<string> ErrorOutput { get; }

    /// <summary>Starts the service on a free port, and waits until it says where it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var process = Launch(settings);
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output.Add(line);
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            // Read on, so that a full pipe never stops the service.
            var laterOutput = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errorOutput = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return new ServiceProcess(process, new Uri(match.Value), laterOutput, errorOutput);
        }

        using (process)
            throw new InvalidOperationException($"The service did not start: {string.Join('\n', output)} {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Starts the service where it must refuse to start.</summary>
    /// <returns>Its exit code, and all that it wrote to the error output.</returns>
    public static async Task<(int ExitCode, string Error)> FailAsync(IEnumerable<KeyValuePair<string, string?>> settings, params string[] args)
    {
        using var process = Launch(settings, args);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await output;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, error);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>Ends the process as by kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks the process to end, as orchestrators do, by SIGTERM.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits until the process has ended by itself, and gives its exit code.</summary>
    public async Task<int> ExitAsync()
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

    private static Process Launch(IEnumerable<KeyValuePair<string, string?>> settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        // What the developer has set for a service of his own is not meant for this one.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        start.ArgumentList.Add(typeof(ServiceDefaults).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start)!;
    }

    private static bool IsSetting(string variable) => variable == "DATABASE_URL"
        || variable.StartsWith("Database__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Authentication__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Identification__", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=;)")]
    private static partial Regex Listening();
}
