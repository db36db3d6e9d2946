namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// Marks an action whose error responses are all counted as refused requests, whatever the cause. Successful requests are counted by
/// outcome in the application.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CountsRefusalsAttribute : Attribute;
