using FluxKart.Api.Application.Customers;
using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Normalising;
using FluxKart.Api.Application.SharedIdentifiers;
using FluxKart.Api.Application.Suggestions;
using FluxKart.Api.Application.Transfer;
using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Api.Application.Webhooks;
using FluxKart.Api.Controllers;
using FluxKart.Api.Errors;
using FluxKart.Api.Mapping;
using FluxKart.Api.OpenApi;
using FluxKart.Api.Operations.Commands;
using FluxKart.Api.Operations.Commands.Importing;
using FluxKart.Api.Operations.Demo;
using FluxKart.Api.Operations.Health;
using FluxKart.Api.Operations.Startup;
using FluxKart.Api.Operations.Telemetry;
using FluxKart.Api.Operations.Versions;
using FluxKart.Api.Pages;
using FluxKart.Api.Security.Browser;
using FluxKart.Api.Security.Hosts;
using FluxKart.Api.Security.Keys;
using FluxKart.Api.Security.Limits;
using FluxKart.Api.Security.Proxies;
using FluxKart.Api.Validation;
using FluxKart.Domain.Webhooks;
using FluxKart.Infrastructure;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Webhooks;
using Microsoft.Extensions.Options;

namespace FluxKart.Api;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [HelpCommand.Name or HelpCommand.ShortName]:
            case [
                NewKeyCommand.Name or MigrateCommand.Name or ExportCommand.Name or ImportCommand.Name or AdoptCommand.Name
                    or NormaliseCommand.Name or DemoOption.Name,
                HelpCommand.Name or HelpCommand.ShortName]:
                return HelpCommand.Run(Console.Out);
            case [VersionCommand.Name]:
                return VersionCommand.Run(Console.Out);
            case var demo when DemoOption.IsIn(demo):
                return await ServeDemoAsync(demo);
            case [NewKeyCommand.Name, .. var options]:
                return NewKeyCommand.Run(options, Console.Out, Console.Error);
            case [MigrateCommand.Name, .. var settings]:
                return await RunAsync(MigrateCommand.Name, () => MigrateAsync(settings));
            case [ExportCommand.Name, .. var options]:
                return await RunAsync(ExportCommand.Name, () => ExportAsync(options));
            case [ImportCommand.Name, .. var options]:
                return await RunAsync(ImportCommand.Name, () => ImportAsync(options));
            case [AdoptCommand.Name, .. var options]:
                return await RunAsync(AdoptCommand.Name, () => AdoptAsync(options));
            case [NormaliseCommand.Name, .. var options]:
                return await RunAsync(NormaliseCommand.Name, () => NormaliseAsync(options));
            default:
                return await ServeAsync(() => CreateBuilder(args));
        }
    }

    /// <summary>Adds all services.</summary>
    /// <param name="args">The command line: settings such as <c>--urls http://localhost:3001</c>.</param>
    /// <exception cref="OptionsValidationException">Settings are invalid. The exception has a sentence for each mistake.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(args, demo: null);

    private static WebApplicationBuilder CreateBuilder(string[] args, DemoDatabase? demo)
    {
        CommandLine.Check(args);
        var builder = WebApplication.CreateBuilder(ServiceDefaults.HostOptions(args));
        builder.AddDefaultSettings();
        demo?.Replace(builder.Configuration);
        var settings = new SettingsReader(builder.Configuration);
        var identification = IdentificationOptions.Read(settings);
        var webhooks = WebhookSettings.Read(settings);
        var imports = ImportSettings.Read(settings, builder.Environment.ContentRootPath);
        builder.AddServiceDefaults(settings);
        builder.Services
            .AddProblemDetailsResponses()
            .AddAccess(settings)
            .AddAllowedHosts(settings)
            .AddForwardedHeaders(settings)
            .AddEndpointRules()
            .AddRateLimits(settings)
            .AddAllowedOrigins(settings)
            .AddIdentification(identification)
            .AddCustomers()
            .AddSharedIdentifiers()
            .AddSuggestions()
            .AddTransfer()
            .AddImportJobs(imports)
            .AddNormalising()
            .AddEvents()
            .AddWebhooks(new WebhookEndpoints(webhooks.Endpoints))
            .AddRequestValidation()
            .AddMapping(settings)
            .AddApi()
            .AddSingleton<ConsoleFiles>()
            .AddHealth()
            .AddTelemetry(settings)
            .AddOpenApiDocument();
        // Last, because it reports the mistakes in all settings.
        var database = DatabaseSettings.Read(settings, builder.Environment.ContentRootPath);
        WorkerThreads.Reserve(database.Provider);
        builder.Services.AddPersistence(database, identification.Rules).AddWebhookSenders(webhooks);
        if (demo is not null)
            builder.Services.AddDemo(demo);
        return builder;
    }

    /// <summary>Builds the service and its pipeline.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseFirstRequestDeadline();
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<AllowedHostsMiddleware>();
        app.UseExceptionHandler(new ExceptionHandlerOptions());
        app.UseAllowedOrigins(RateLimitingRegistration.UseRateLimits);
        // Before the rate limit, which counts requests by key. The rate limit is before authorization, so that it also slows down a client
        // that guesses keys.
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
        app.UseMiddleware<LoadSheddingMiddleware>();
        app.UseBodyDecompression();
        app.MapApi();
        app.MapHealth();
        app.MapVersion();
        app.MapAccess();
        app.MapMetrics();
        app.MapOpenApiDocument();
        app.CreateMapper();
        app.UseSystemdNotifications();
        if (!DocumentGeneration.IsRunning)
            app.AnnounceStart();
        return app;
    }

    private static async Task MigrateAsync(string[] settings)
    {
        CommandLine.Check(settings, first: 2);
        await using var app = CreateBuilder(MigrateCommand.Settings(settings)).Build();
        await MigrateCommand.RunAsync(app.Services, Console.Out);
    }

    private static async Task ExportAsync(string[] options)
    {
        await using var app = CreateQuietBuilder(ExportCommand.Settings(options)).Build();
        await ExportCommand.RunAsync(app.Services, Console.OpenStandardOutput(), Console.Out);
    }

    private static async Task<int> ImportAsync(string[] args)
    {
        var options = ImportOptions.Parse(args);
        var console = ImportConsole.OfProcess();
        using var signals = new StopSignals(console.Progress);
        await using var app = CreateQuietBuilder(options.Settings).Build();
        return await ImportCommand.RunAsync(app.Services, options, console, signals.Stopping);
    }

    private static async Task<int> AdoptAsync(string[] options)
    {
        await using var app = CreateQuietBuilder(AdoptCommand.Settings(options)).Build();
        return await AdoptCommand.RunAsync(app.Services, Console.Out);
    }

    private static async Task NormaliseAsync(string[] options)
    {
        await using var app = CreateQuietBuilder(NormaliseCommand.Settings(options)).Build();
        await NormaliseCommand.RunAsync(app.Services, Console.Out);
    }

    /// <summary>The same with a log on standard error, for commands whose output is on standard output.</summary>
    private static WebApplicationBuilder CreateQuietBuilder(string[] settings)
    {
        var builder = CreateBuilder(settings);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    /// <summary>Runs a command that either succeeds or reports a failure by an exception.</summary>
    /// <returns>The exit code.</returns>
    private static Task<int> RunAsync(string name, Func<Task> command) => RunAsync(name, async () =>
    {
        await command();
        return 0;
    });

    /// <summary>Runs a command, which returns its exit code or reports a failure by an exception.</summary>
    /// <returns>The exit code.</returns>
    private static async Task<int> RunAsync(string name, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"{SystemdUnit.ErrorPrefix}FluxKart cannot {name}: {StartupFailure.Describe(exception)}");
            return 1;
        }
    }

    private static async Task<int> ServeDemoAsync(string[] args)
    {
        using var demo = new DemoDatabase();
        return await ServeAsync(() => CreateBuilder(DemoOption.SettingsBeside(args), demo));
    }

    private static async Task<int> ServeAsync(Func<WebApplicationBuilder> createBuilder)
    {
        WebApplication? app = null;
        try
        {
            app = Build(createBuilder());
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app?.Lifetime.ApplicationStopping.IsCancellationRequested == true)
        {
            // Asked to stop before it had started, such as while it waited for the database.
            return 0;
        }
        catch (Exception exception) when (exception is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync($"{SystemdUnit.ErrorPrefix}FluxKart cannot start: {StartupFailure.Describe(exception)}");
            return 1;
        }

        await using (app)
            await app.WaitForShutdownAsync();
        return 0;
    }
}
