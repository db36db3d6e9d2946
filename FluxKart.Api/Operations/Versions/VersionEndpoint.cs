namespace FluxKart.Api.Operations.Versions;

internal static class VersionEndpoint
{
    /// <summary><c>/version</c>: the version and the commit, for everyone.</summary>
    /// <remarks>Source: HTTP contract, section 9.</remarks>
    public static void MapVersion(this WebApplication app) =>
        app.MapMethods(
                "/version",
                [HttpMethods.Get, HttpMethods.Head],
                () => TypedResults.Json(new { version = ServiceVersion.Current.Version, commit = ServiceVersion.Current.Commit }))
            .AllowAnonymous()
            .ExcludeFromDescription();
}
