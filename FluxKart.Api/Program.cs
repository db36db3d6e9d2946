using FluxKart.Api.Application;
using FluxKart.Api.Controllers;
using FluxKart.Api.Documentation;
using FluxKart.Api.Errors;
using FluxKart.Api.Health;
using FluxKart.Api.Hosting;
using FluxKart.Api.Mapping;
using FluxKart.Api.Validation;
using FluxKart.Infrastructure;
using FluxKart.Infrastructure.Configuration;

try
{
    var builder = WebApplication.CreateBuilder(ServiceDefaults.HostOptions(args));
    builder.AddServiceDefaults();
    builder.Services
        .AddProblemDocuments()
        .AddPersistence(DatabaseSettings.Read(builder.Configuration, builder.Environment.ContentRootPath))
        .AddIdentification()
        .AddValidation()
        .AddMapping(builder.Configuration)
        .AddApi()
        .AddHealth()
        .AddApiDocumentation();

    await using var app = builder.Build();
    app.UseProblemDocuments();
    app.MapControllers();
    app.MapHealth();
    app.MapApiDocumentation();
    app.AnnounceStart();

    await app.PrepareAsync();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupFailure.Describe(exception) is { } reason)
{
    await Console.Error.WriteLineAsync($"FluxKart cannot start: {reason}");
    return 1;
}
