using FluxKart.Infrastructure.Persistence.Startup;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Hosting;

internal static class StartupFailure
{
    /// <summary>One line for the operator: why the service cannot start, and what to do.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(" ", invalid.Failures),
        DatabaseNotReadyException notReady => notReady.Message,
        IOException { InnerException: AddressInUseException } inUse =>
            $"{inUse.Message.TrimEnd('.')}. End the program that listens there, or set another address, such as --urls http://localhost:3001.",
        // An address that is no URL or not this machine's, a port without the right to it, https without a certificate, a settings file
        // that is no JSON, a bug: their own words, and where they come from.
        _ => $"{OneLine(exception)} ({exception.GetType().Name} in {exception.Source}). Correct that setting, such as --urls http://localhost:3000.",
    };

    private static string OneLine(Exception exception) => string.Join(
        " ", new[] { exception.Message, exception.InnerException?.Message }.OfType<string>()).ReplaceLineEndings(" ");
}
