namespace FluxKart.Api.Security.Limits;

/// <summary>Marks an action whose response is 503 while more requests to identify arrive than can be served in time.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShedsLoadAttribute : Attribute;
