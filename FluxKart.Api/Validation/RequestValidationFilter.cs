using System.Collections.Concurrent;
using FluentValidation;
using FluentValidation.AspNetCore;
using FluxKart.Api.Contracts;
using FluxKart.Api.Errors;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Validation;

/// <summary>
/// Validates the body and the query of every action by the validators registered for their types, and adds what they find to the model
/// state. FluentValidation.AspNetCore's own automatic validation does the same, but searches the action for attributes at each request.
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
            ReportUnusable(parameter, context);
            var isBody = parameter.BindingInfo?.BindingSource == BindingSource.Body;
            if (!isBody && !QueryParameters.IsQueryType(parameter))
                continue;
            if (context.ActionArguments.TryGetValue(parameter.Name, out var argument) && argument is not null)
                Validate(argument, context);
            else if (isBody)
                context.ModelState.TryAddModelError(parameter.Name, "The body is missing, null or unreadable.");
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    /// <summary>
    /// Reports a query parameter that is sent twice, of which MVC would ignore one silently, and a blank one that it would treat as left
    /// out.
    /// </summary>
    private static void ReportUnusable(ParameterDescriptor parameter, ActionExecutingContext context)
    {
        if (!context.HttpContext.Request.QueryString.HasValue || parameter.BindingInfo?.BindingSource != BindingSource.Query)
            return;
        var query = context.HttpContext.Request.Query;
        var isQueryType = QueryParameters.IsQueryType(parameter);
        var names = isQueryType
            ? parameter.ParameterType.GetProperties().Select(property => property.Name)
            : [parameter.BindingInfo.BinderModelName ?? parameter.Name];
        foreach (var name in names)
        {
            var isBlank = !isQueryType && query.ContainsKey(name) && string.IsNullOrWhiteSpace(query[name]);
            if (query[name].Count > 1)
                context.ModelState.TryAddModelError(name, "Send this parameter once.");
            else if (isBlank && context.ModelState.GetFieldValidationState(name) != ModelValidationState.Invalid)
                context.ModelState.TryAddModelError(name, InvalidRequest.Unconvertible);
        }
    }

    private static void Validate(object argument, ActionExecutingContext context)
    {
        var type = ValidatorTypes.GetOrAdd(argument.GetType(), static type => typeof(IValidator<>).MakeGenericType(type));
        var validator = (IValidator)context.HttpContext.RequestServices.GetRequiredService(type);
        var validation = new ValidationContext<object>(argument);
        validator.Validate(validation).AddToModelState(context.ModelState);
        IgnoredValue.Report(validation, context.HttpContext);
    }
}
