namespace FluxKart.Api.Operations.Telemetry;

/// <summary>
/// Marks an action whose error responses are counted as refused requests: those that are not allowed, unreadable, invalid, or impossible to
/// carry out. Successful requests are counted by outcome, where it is known.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CountsRefusalsAttribute : Attribute;
