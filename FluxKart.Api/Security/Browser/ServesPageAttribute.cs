namespace FluxKart.Api.Security.Browser;

/// <summary>Marks an endpoint whose response is a page, or a file of a page. The page's own scripts and styles may run.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class ServesPageAttribute : Attribute
{
    /// <summary>Whether all its scripts and styles are files of this service, so that none in the page itself may run.</summary>
    public bool HasOnlyFiles { get; init; }
}
