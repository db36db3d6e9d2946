using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Errors;

internal static class ProblemDetailsRegistration
{
    /// <summary>Gives every error response problem details (RFC 9457) with type, title, status and traceId, and nothing internal.</summary>
    /// <remarks>Call it before MVC is added: the first writer that can write is used.</remarks>
    public static IServiceCollection AddProblemDetailsResponses(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemJsonWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<KnownExceptionHandler>();
        // Before the parts of the pipeline that the framework adds.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, StatusCodePagesStartupFilter>());
        // After all others, which replace it: the framework's traceId has a form that is not in the log.
        services.PostConfigure<ProblemDetailsOptions>(problems =>
        {
            var customise = problems.CustomizeProblemDetails;
            problems.CustomizeProblemDetails = context =>
            {
                context.ProblemDetails.Extensions["traceId"] = context.HttpContext.TraceIdentifier;
                customise?.Invoke(context);
            };
        });
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.ModelBindingMessageProvider.SetAttemptedValueIsInvalidAccessor((_, _) => InvalidRequest.Unconvertible);
            mvc.ModelBindingMessageProvider.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => InvalidRequest.Unconvertible);
            mvc.ModelBindingMessageProvider.SetValueMustNotBeNullAccessor(_ => InvalidRequest.Unconvertible);
        });
        // After MVC's own configuration, which sets the same options.
        services.PostConfigure<ApiBehaviorOptions>(options =>
        {
            // Left empty, these responses are filled by UseStatusCodePages, and so by ProblemJsonWriter like all others.
            options.SuppressMapClientErrors = true;
            options.InvalidModelStateResponseFactory = InvalidRequest.ToResult;
            // The framework has no type for these statuses.
            var types = options.ClientErrorMapping;
            types[410] = new() { Link = "https://tools.ietf.org/html/rfc9110#section-15.5.11", Title = "Gone" };
            types[413] = new() { Link = "https://tools.ietf.org/html/rfc9110#section-15.5.14", Title = "Content Too Large" };
            types[429] = new() { Link = "https://tools.ietf.org/html/rfc6585#section-4", Title = "Too Many Requests" };
            types[503] = new() { Link = "https://tools.ietf.org/html/rfc9110#section-15.6.4", Title = "Service Unavailable" };
            types[507] = new() { Link = "https://tools.ietf.org/html/rfc4918#section-11.5", Title = "Insufficient Storage" };
        });
        return services;
    }
}
