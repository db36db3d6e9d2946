using FluentValidation;
using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Validation;

internal static class ValidationRegistration
{
    public static IServiceCollection AddRequestValidation(this IServiceCollection services) => services
        .Configure<MvcOptions>(mvc => mvc.Filters.Add(new RequestValidationFilter()))
        .AddSingleton<ContactDetailsReader>()
        .AddSingleton<IValidator<IdentifyRequest>, IdentifyRequestValidator>();
}
