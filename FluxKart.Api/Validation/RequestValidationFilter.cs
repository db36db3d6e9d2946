using System.Collections.Concurrent;
using FluentValidation;
using FluentValidation.AspNetCore;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Validation;

/// <summary>
/// Validates the body of every action by the validator registered for its type, and adds what it finds to the model state.
/// FluentValidation.AspNetCore's own automatic validation does the same, but searches the action for attributes at each request.
/// </summary>
internal sealed class RequestValidationFilter : IActionFilter, IOrderedFilter
{
    private static readonly ConcurrentDictionary<Type, Type> ValidatorTypes = new();

    // Before the filter of [ApiController], at -2000, which responds to an invalid model state.
    public int Order => -2100;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        foreach (var parameter in context.ActionDescriptor.Parameters)
        {
            if (parameter.BindingInfo?.BindingSource != BindingSource.Body)
                continue;
            if (context.ActionArguments.TryGetValue(parameter.Name, out var body) && body is not null)
                Validate(body, context);
            else
                context.ModelState.TryAddModelError(parameter.Name, "The body is missing, null or unreadable.");
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    private static void Validate(object body, ActionExecutingContext context)
    {
        var type = ValidatorTypes.GetOrAdd(body.GetType(), static type => typeof(IValidator<>).MakeGenericType(type));
        var validator = (IValidator)context.HttpContext.RequestServices.GetRequiredService(type);
        var validation = new ValidationContext<object>(body);
        validator.Validate(validation).AddToModelState(context.ModelState);
        IgnoredValue.Report(validation, context.HttpContext);
    }
}
