namespace FluxKart.Api.Limits;

/// <summary>Marks an action that identifies customers, and is answered 503 while more requests to identify come than can be answered in time.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShedsLoadAttribute : Attribute;
