using FluentValidation;
using FluentValidation.AspNetCore;
using FluxKart.Api.Contracts;

namespace FluxKart.Api.Validation;

internal static class ValidationRegistration
{
    public static IServiceCollection AddRequestValidation(this IServiceCollection services) => services
        .AddFluentValidationAutoValidation()
        .AddSingleton<IValidator<IdentifyRequest>, IdentifyRequestValidator>();
}
