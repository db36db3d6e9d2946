namespace FluxKart.Api.Controllers;

internal static class AcceptHeader
{
    /// <summary>Whether the client names this media type, and likes it at least as much as the one that it gets otherwise.</summary>
    public static bool Prefers(HttpRequest request, string mediaType, string otherwise) =>
        QualityOf(request, mediaType) is > 0 and var quality && quality >= QualityOf(request, otherwise);

    private static double QualityOf(HttpRequest request, string mediaType) => request.GetTypedHeaders().Accept
        .Where(accepted => accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        .Select(accepted => accepted.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
