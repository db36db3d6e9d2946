using FluxKart.Api.Access;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Controllers;
using FluxKart.Api.Documentation;
using FluxKart.Api.Errors;
using FluxKart.Api.Health;
using FluxKart.Api.Hosting;
using FluxKart.Api.Limits;
using FluxKart.Api.Mapping;
using FluxKart.Api.Telemetry;
using FluxKart.Api.Validation;
using FluxKart.Infrastructure;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [NewKeyCommand.Name, .. var options])
            return NewKeyCommand.Run(options, Console.Out, Console.Error);

        WebApplication app;
        try
        {
            app = Build(args);
            await app.PrepareAsync();
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync($"FluxKart cannot start: {StartupFailure.Describe(exception)}");
            return 1;
        }

        await using (app)
            await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The whole service, not yet prepared nor started.</summary>
    /// <param name="args">The command line: settings such as <c>--urls http://localhost:3001</c>.</param>
    /// <param name="customise">Changes what has been added, last of all.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customise = null)
    {
        CommandLine.Check(args);
        var builder = WebApplication.CreateBuilder(ServiceDefaults.HostOptions(args));
        builder.AddServiceDefaults();
        builder.Services
            .AddProblemDocuments()
            .AddPersistence(DatabaseSettings.Read(builder.Configuration, builder.Environment.ContentRootPath))
            .AddAccess()
            .AddRateLimits()
            .AddCrossOriginRequests(builder.Configuration)
            .AddIdentification()
            .AddRequestValidation()
            .AddMapping(builder.Configuration)
            .AddApi()
            .AddHealth()
            .AddTelemetry(builder.Configuration)
            .AddApiDocumentation();
        customise?.Invoke(builder);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions());
        app.UseCrossOriginRequests();
        // Before the limits, which are the key's own, and these before authorization: who guesses keys is slowed down too.
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<LoadSheddingMiddleware>();
        app.MapControllers();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocumentation();
        app.AnnounceStart();
        return app;
    }
}
