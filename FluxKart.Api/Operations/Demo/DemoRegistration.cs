namespace FluxKart.Api.Operations.Demo;

internal static class DemoRegistration
{
    /// <summary>Adds the story. It is told after all hosted services that were added before it have started.</summary>
    /// <param name="services">The services.</param>
    /// <param name="database">The database that the service uses.</param>
    public static IServiceCollection AddDemo(this IServiceCollection services, DemoDatabase database) => services
        .AddSingleton(database)
        .AddScoped<StoryTeller>()
        .AddHostedService<DemoService>();
}
