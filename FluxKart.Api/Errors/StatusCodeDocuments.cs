namespace FluxKart.Api.Errors;

/// <summary>Gives an answer that is only a status its problem document, whatever part of the pipeline it comes from.</summary>
internal sealed class StatusCodeDocuments : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseStatusCodePages();
        next(app);
    };
}
