using FluxKart.Api.Application;

namespace FluxKart.Api.Limits;

/// <summary>
/// Refuses at the door what would be refused further in, before its body is read: a refusal must cost little, or it takes the time from those
/// that are answered.
/// </summary>
/// <remarks>Source: HTTP contract, section 8.</remarks>
internal static class LoadShedding
{
    public static void UseLoadShedding(this WebApplication app)
    {
        var identification = app.Services.GetRequiredService<IIdentificationService>();
        app.Use((http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<ShedsLoadAttribute>() is null || !identification.Refuses())
                return next(http);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }
}
