using System.Net.Sockets;
using System.Text.Json;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Api.Operations.Commands;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Startup;

internal static class StartupFailure
{
    /// <summary>One line for the operator: why the service cannot start, and what to do.</summary>
    public static string Describe(Exception exception) => ReasonOf(exception).ReplaceLineEndings(" ");

    private static string ReasonOf(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(" ", invalid.Failures),
        AggregateException several => string.Join(" ", several.InnerExceptions.Select(ReasonOf)),
        DatabaseNotReadyException notReady => notReady.Message,
        StoreUnavailableException unavailable => unavailable.Message,
        IncompleteExportException { InnerException: { } reason } incomplete => $"{ReasonOf(reason)} {incomplete.Message}",
        IncompleteImportException { InnerException: { } reason } incomplete => $"{ReasonOf(reason)} {incomplete.Message}",
        UnreadableFileException unreadable => unreadable.Message,
        TrialStoreException trial => trial.Message,
        InvalidDataException { InnerException: { } reason } unreadable =>
            $"{unreadable.Message} {reason.Message}{LineOf(reason)} Fix that file: it must hold settings as a JSON object.",
        IOException { InnerException: AddressInUseException } inUse =>
            $"{inUse.Message.TrimEnd('.')}. Stop the program that listens there, or set another address, "
            + "such as --urls http://localhost:3001.",
        // An address of another machine, a port that needs a privilege, https without a certificate.
        _ when exception is SocketException
            || exception.Source?.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal) == true =>
            $"{OwnWords(exception)} Correct the address, such as --urls http://localhost:3000.",
        // A library's setting that its own binding refuses: the binder's message names it, its value and its type.
        InvalidOperationException when exception.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            $"{OwnWords(exception)} Correct that setting.",
        // A bug, or a library's own refusal.
        _ => OwnWords(exception),
    };

    private static string LineOf(Exception reason) =>
        reason.InnerException is JsonException { LineNumber: { } line } ? $" It is not valid JSON from line {line + 1} on." : "";

    /// <summary>The exception's own message, and where it comes from.</summary>
    private static string OwnWords(Exception exception)
    {
        var words = string.Join(" ", new[] { exception.Message, exception.InnerException?.Message }.OfType<string>());
        return $"{words} ({exception.GetType().Name} in {exception.Source}).";
    }
}
