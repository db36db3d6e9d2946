namespace FluxKart.Api.Application.Suggestions;

internal static class SuggestionsRegistration
{
    public static IServiceCollection AddSuggestions(this IServiceCollection services) => services
        .AddScoped<SuggestionSearch>()
        .AddSingleton<ISuggestionService, SuggestionService>()
        .AddHostedService<SuggestionRenewal>();
}
