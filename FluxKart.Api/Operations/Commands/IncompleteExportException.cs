namespace FluxKart.Api.Operations.Commands;

/// <summary>An export has ended early, so what it has written must not be used.</summary>
internal sealed class IncompleteExportException(Exception reason) : Exception("What was written is incomplete; export again.", reason);
