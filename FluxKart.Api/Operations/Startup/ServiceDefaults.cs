using FluxKart.Api.Security.Limits;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace FluxKart.Api.Operations.Startup;

/// <summary>What applies if nothing is configured: the address, the limits, and the form of the log.</summary>
internal static class ServiceDefaults
{
    /// <summary>In seconds. The host itself ignores a value that it cannot read.</summary>
    private const string ShutdownTimeoutKey = "shutdownTimeoutSeconds";

    /// <summary>
    /// Reads <c>appsettings.json</c> from the current folder or else from the program's own, so that the service starts the same way from
    /// anywhere.
    /// </summary>
    public static WebApplicationOptions HostOptions(string[] args) => new()
    {
        Args = args,
        // Where MVC looks for controllers. The default is the program that was started, which is another one in tests.
        ApplicationName = typeof(ServiceDefaults).Assembly.GetName().Name,
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
        EnvironmentName = EnvironmentName(args),
    };

    /// <summary>
    /// Adds defaults to the configuration: an environment variable, a command line argument or a settings file overrides them, unless its
    /// value is blank.
    /// </summary>
    public static void AddDefaultSettings(this WebApplicationBuilder builder)
    {
        var isForPrograms = builder.Environment.IsProduction();
        var isForJournal = SystemdUnit.IsCurrent;
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                // The framework logs each request with its query, in which a client may have put an identifier.
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"),
                new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Critical"),
                new("Logging:LogLevel:FluxKart.Api.Security", "Warning"),
                // Options only apply to a formatter that is named.
                new("Logging:Console:FormatterName", isForJournal ? "systemd" : isForPrograms ? "json" : "simple"),
                // Scopes contain the trace ids, by which problem details are found in the log.
                new("Logging:Console:FormatterOptions:IncludeScopes", "true"),
                new("Logging:Console:FormatterOptions:UseUtcTimestamp", "true"),
                // The journal has the time of each line.
                new(
                    "Logging:Console:FormatterOptions:TimestampFormat",
                    isForJournal ? null : isForPrograms ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "HH:mm:ss "),
                // How long requests in flight may take during a shutdown. Kubernetes and Render kill after 30 seconds.
                new(ShutdownTimeoutKey, "20"),
            ],
        });
        builder.Configuration.IgnoreBlankValues();
    }

    /// <summary>Sets up the server and the log of the start, and checks the host's own settings.</summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, SettingsReader settings)
    {
        _ = settings.WholeNumber(ShutdownTimeoutKey, 0, 3600);
        LogLevelSettings.Check(settings);
        ListenAddresses.Check(settings);
        if (!ListenAddresses.AreConfigured(settings))
            builder.WebHost.UseUrls("http://localhost:3000");
        builder.WebHost.ConfigureKestrel(ServerLimits.Configure);
        // Read once: addresses that were changed later would not be checked.
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
            kestrel.Configure(context.Configuration.GetSection("Kestrel"), reloadOnChange: false));

        var startupLog = new StartupLog();
        builder.Services.AddSingleton(startupLog);
        if (!DocumentGeneration.IsRunning)
            builder.Services.AddHostedService<DatabasePreparationService>();
        builder.Logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", startupLog.Shows)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", startupLog.Shows);
    }

    /// <summary>The environment as the host reads it, except that the host takes a blank value for a name.</summary>
    private static string EnvironmentName(string[] args)
    {
        var sources = new ConfigurationBuilder()
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddCommandLine(args);
        sources.IgnoreBlankValues();
        return sources.Build()[HostDefaults.EnvironmentKey] ?? Environments.Production;
    }
}
