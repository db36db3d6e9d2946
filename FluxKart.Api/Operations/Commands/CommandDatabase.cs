using System.Data.Common;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Makes sure that a command finds a database that it can use.</summary>
internal static class CommandDatabase
{
    /// <summary>Unlike a start it neither creates nor migrates anything.</summary>
    /// <exception cref="DatabaseNotReadyException">The database cannot be used. The message says what to do.</exception>
    public static async Task CheckAsync(IServiceProvider services)
    {
        var database = services.GetRequiredService<DatabaseSettings>().Description;
        try
        {
            if (await services.GetRequiredService<IReadinessProbe>().FindFaultAsync(CancellationToken.None) is { } fault)
                throw new DatabaseNotReadyException($"{database} is not ready. {fault.Summary} {fault.Remedy}");
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            var reason = exception.GetBaseException().Message.TrimEnd('.');
            throw new DatabaseNotReadyException(
                $"{database} cannot be used ({reason}). Start the server, or correct ConnectionStrings:FluxKart or "
                + "DATABASE_URL.",
                exception);
        }
    }
}
