using System.Diagnostics;
using System.Runtime.Versioning;
using FluxKart.Tests.Architecture;
using FluxKart.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The script <c>deploy/smoke</c>, against services that work and that do not.</summary>
public sealed class SmokeTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Smoke_WhenTheServiceWorks_PassesAndWritesNothing()
    {
        await using var service = await StartAsync();

        var (exitCode, output) = await RunAsync(service.Client.BaseAddress!, Keys.Identify);

        Assert.Contains("All 7 checks passed.", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Empty(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Smoke_WhenItMayWrite_IdentifiesOneMarkedCustomer()
    {
        await using var service = await StartAsync();

        var (exitCode, output) = await RunAsync(service.Client.BaseAddress!, Keys.Identify, "--write");

        Assert.Contains("All 9 checks passed.", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.Equal(["smoke-test@example.invalid"], (await Database.ReadContactsAsync()).Select(contact => contact.Email));
    }

    [Fact]
    public async Task Smoke_WhenTheServiceHasNoKeys_Passes()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);

        var (exitCode, output) = await RunAsync(service.Client.BaseAddress!, key: null);

        Assert.Contains("All 6 checks passed.", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Smoke_WhenTheKeyIsMissing_SaysWhatIsNotChecked()
    {
        await using var service = await StartAsync();

        var (exitCode, output) = await RunAsync(service.Client.BaseAddress!, key: null);

        Assert.Contains("NOT CHECKED: POST /identify, because FLUXKART_KEY is not set", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Smoke_WhenTheKeyIsWrong_Fails()
    {
        await using var service = await StartAsync();

        var (exitCode, output) = await RunAsync(service.Client.BaseAddress!, "fk_unknown");

        Assert.Contains("FAILED: the key in FLUXKART_KEY is not valid: got 401", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Smoke_WhenNothingListens_Fails()
    {
        var (exitCode, output) = await RunAsync(new Uri("http://127.0.0.1:1"), Keys.Identify);

        Assert.Contains("FAILED: http://127.0.0.1:1/health/live does not respond", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Smoke_WhenAnotherProgramAcceptsEverything_FailsEachCheckThatExpectsAnError()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var other = builder.Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.Run(context => context.Response.WriteAsync("ok"));
        await other.StartAsync(Cancellation);

        var (exitCode, output) = await RunAsync(new Uri(other.Urls.Single()), Keys.Identify, "--write");

        Assert.Contains("FAILED: a request without a key is refused: got 200 instead of 401", output, StringComparison.Ordinal);
        Assert.Contains("is invalid: got 200 instead of 400", output, StringComparison.Ordinal);
        Assert.Contains("FAILED: a wrong method is refused: got 200 instead of 405", output, StringComparison.Ordinal);
        Assert.Contains("FAILED: the response lacks or changes these headers: x-request-id cache-control", output, StringComparison.Ordinal);
        Assert.Contains("FAILED: the same order again", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Smoke_Always_KeepsTheKeyOutOfTheArgumentsOfCurl()
    {
        var folder = Directory.CreateTempSubdirectory("fluxkart-test-");
        var stub = Path.Combine(folder.FullName, "curl");
        await File.WriteAllTextAsync(stub, "#!/bin/sh\necho \"$* $(env)\" >>\"$0.log\"\nprintf 401\n", Cancellation);
        File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await RunAsync(new Uri("http://127.0.0.1:1"), Keys.Identify, path: folder.FullName);

        var calls = await File.ReadAllTextAsync($"{stub}.log", Cancellation);
        Assert.Contains("/identify", calls, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Identify, calls, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private Task<ServiceProcess> StartAsync() => ServiceProcess.StartAsync([.. Database.Configuration, .. Keys.SettingsForBoth()]);

    /// <param name="address">The service's address.</param>
    /// <param name="key">The key in <c>FLUXKART_KEY</c>, if there is one.</param>
    /// <param name="option">An option of the script.</param>
    /// <param name="path">A folder whose programs replace those of the machine.</param>
    private static async Task<(int ExitCode, string Output)> RunAsync(Uri address, string? key, string? option = null, string? path = null)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(SourceTree.Root, "deploy", "smoke")]) { RedirectStandardOutput = true };
        if (option is not null)
            start.ArgumentList.Add(option);
        start.ArgumentList.Add(address.ToString());
        start.Environment["FLUXKART_KEY"] = key;
        if (path is not null)
            start.Environment["PATH"] = $"{path}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output);
    }
}
