using FluentValidation;
using FluentValidation.AspNetCore;
using FluxKart.Api.Contracts;

namespace FluxKart.Api.Validation;

internal static class ValidationServices
{
    public static IServiceCollection AddValidation(this IServiceCollection services) => services
        .AddFluentValidationAutoValidation()
        .AddSingleton<IValidator<IdentifyRequest>, IdentifyRequestValidator>();
}
