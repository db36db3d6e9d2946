namespace FluxKart.Api.Errors;

/// <summary>Adds problem details to a response that is only a status, whatever part of the pipeline it comes from.</summary>
internal sealed class StatusCodePagesStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseStatusCodePages();
        next(app);
    };
}
