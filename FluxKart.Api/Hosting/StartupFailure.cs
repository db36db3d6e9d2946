using System.Net.Sockets;
using FluxKart.Infrastructure.Persistence.Startup;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Hosting;

/// <summary>The start that fails for a reason that the operator can mend.</summary>
internal static class StartupFailure
{
    /// <summary>One line that says what is wrong and what to do; null when the exception is none of those, but a bug.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        OptionsValidationException invalid => string.Join(" ", invalid.Failures),
        DatabaseNotReadyException notReady => notReady.Message,
        IOException { InnerException: AddressInUseException } inUse =>
            $"{inUse.Message.TrimEnd('.')}. End the program that listens there, or set another address, such as --urls http://localhost:3001.",
        // No right to the port, an address of another machine, https without a certificate.
        SocketException or InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            $"{exception.Message.ReplaceLineEndings(" ")} Set another address, such as --urls http://localhost:3000.",
        // The configuration's own: a value that does not fit its setting's type, a file that is no JSON, an address that is no URL.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => exception.Message,
        InvalidDataException => $"{exception.Message} {exception.InnerException?.Message}",
        FormatException { Source: "Microsoft.AspNetCore.Http" } => $"{exception.Message} Set --urls to one such as http://localhost:3000.",
        _ => null,
    };
}
