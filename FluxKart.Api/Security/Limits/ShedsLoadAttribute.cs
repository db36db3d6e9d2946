namespace FluxKart.Api.Security.Limits;

/// <summary>Marks an action that identifies customers. Its response is 503 while more requests arrive than can be answered in time.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShedsLoadAttribute : Attribute;
