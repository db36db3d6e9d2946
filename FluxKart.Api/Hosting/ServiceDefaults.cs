using FluxKart.Api.Configuration;
using FluxKart.Api.Limits;
using Microsoft.Extensions.Configuration.Memory;

namespace FluxKart.Api.Hosting;

internal static class ServiceDefaults
{
    /// <summary>In seconds. The host itself passes over a value that it cannot read.</summary>
    private static readonly WholeNumberSetting ShutdownTimeout = new("shutdownTimeoutSeconds", 0, 3600);

    /// <summary>
    /// Reads <c>appsettings.json</c> from the current folder or else from the program's own, so that the service starts the same from
    /// anywhere.
    /// </summary>
    public static WebApplicationOptions HostOptions(string[] args) => new()
    {
        Args = args,
        // Where MVC looks for controllers; the default is the program that was started, which is another when tests host the service.
        ApplicationName = typeof(ServiceDefaults).Assembly.GetName().Name,
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    };

    /// <summary>What holds where nothing is configured: the address, the limits, the form of the log, and one without the host's stack traces at start.</summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder)
    {
        var isForPrograms = builder.Environment.IsProduction();
        // Lowest precedence: an environment variable, a command line argument or a settings file overrides them.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                // The framework logs each request with its query, in which a client may have put an identifier.
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning"),
                new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Critical"),
                new("Logging:LogLevel:FluxKart.Api.Access", "Warning"),
                // A formatter that is not named takes no options.
                new("Logging:Console:FormatterName", isForPrograms ? "json" : "simple"),
                // With the scopes come the trace ids, by which a problem document is found in the log.
                new("Logging:Console:FormatterOptions:IncludeScopes", "true"),
                new("Logging:Console:FormatterOptions:UseUtcTimestamp", "true"),
                new("Logging:Console:FormatterOptions:TimestampFormat", isForPrograms ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "HH:mm:ss "),
                // How long requests in flight may take when the service is asked to end. Kubernetes and Render kill after 30 seconds.
                new(ShutdownTimeout.Key, "20"),
            ],
        });
        WholeNumberSetting.Check(builder.Configuration, ShutdownTimeout);
        LogLevelSettings.Check(builder.Configuration);
        ListenAddresses.Check(builder.Configuration);
        if (!ListenAddresses.AreConfigured(builder.Configuration))
            builder.WebHost.UseUrls("http://localhost:3000");
        builder.WebHost.ConfigureKestrel(ServerLimits.Configure);
        // Read once: addresses that came later would not be checked.
        builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Configure(context.Configuration.GetSection("Kestrel"), reloadOnChange: false));

        var startupLog = new StartupLog();
        builder.Services.AddSingleton(startupLog);
        builder.Logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", startupLog.Shows)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", startupLog.Shows);
    }
}
