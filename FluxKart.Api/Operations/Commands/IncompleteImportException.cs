using FluxKart.Api.Operations.Commands.Importing;

namespace FluxKart.Api.Operations.Commands;

/// <summary>An import has ended early, so rows of the file are missing.</summary>
/// <param name="reason">Why.</param>
/// <param name="rows">How many rows were imported before.</param>
internal sealed class IncompleteImportException(Exception reason, long rows) : Exception(MessageFor(rows), reason)
{
    private static string MessageFor(long rows) =>
        rows == 0 ? "Nothing was imported." : $"{Quantity.Of(rows, "row")} before that are done. {ImportSummary.Continuation}";
}
