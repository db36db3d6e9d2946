namespace FluxKart.Api.Telemetry;

/// <summary>
/// Marks an action whose error answers are counted as refused requests: what may not be asked, cannot be read or is not valid, and what
/// the service cannot carry out. All others are counted by outcome where it is known.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CountsRefusalsAttribute : Attribute;
