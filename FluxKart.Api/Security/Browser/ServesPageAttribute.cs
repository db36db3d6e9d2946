namespace FluxKart.Api.Security.Browser;

/// <summary>Marks an endpoint whose response is a page: its own scripts and styles may run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServesPageAttribute : Attribute;
