using FluxKart.Api.Application.Suggestions;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Databases;

internal static class BackgroundSearch
{
    /// <summary>
    /// Lets the service search for suggestions only when it is asked. By itself it does so at any moment, and on a slow machine a reader
    /// then gets what it found before.
    /// </summary>
    public static void RemoveBackgroundSearch(this IServiceCollection services)
    {
        foreach (var renewal in services.Where(service => service.ImplementationType == typeof(SuggestionRenewal)).ToList())
            services.Remove(renewal);
    }
}
