using System.Reflection;
using System.Text.Json;
using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Errors;

/// <summary>The response to a request that failed validation or could not be read: 400, with the errors by field.</summary>
internal static class InvalidRequest
{
    /// <summary>Model binding's message for a value that it cannot convert. What the client reads depends on the field's type.</summary>
    public const string Unconvertible = "The value cannot be converted.";

    /// <summary>The name of an error that does not belong to one field.</summary>
    public const string WholeBody = "body";

    /// <summary>The name of an error that does not belong to one query parameter.</summary>
    public const string WholeQuery = "query";

    public static BadRequestObjectResult ToResult(ActionContext context)
    {
        var fields = FieldsOf(context);
        var errors = new ModelStateDictionary();
        foreach (var (key, entry) in context.ModelState)
        {
            // Such as Parts[1].Name.
            var root = key.Split('.', '[')[0];
            if (!fields.TryGetValue(root, out var field))
            {
                if (key is not (WholeBody or WholeQuery))
                    continue;
                field = new Field(key, typeof(object));
            }

            foreach (var error in entry.Errors)
            {
                errors.AddModelError(
                    field.Name + key[root.Length..],
                    error.ErrorMessage == Unconvertible ? HowToFix(field.Type) : error.ErrorMessage);
            }
        }

        // No field failed validation, so the body could not be read. MVC's own messages for that name types and parameters.
        if (errors.IsValid)
            AddUnreadableBody(errors, fields, context);

        var factory = context.HttpContext.RequestServices.GetRequiredService<ProblemDetailsFactory>();
        return new BadRequestObjectResult(factory.CreateValidationProblemDetails(context.HttpContext, errors));
    }

    /// <summary>The names that a client knows: the action's parameters, and the properties of its body and its query.</summary>
    private static Dictionary<string, Field> FieldsOf(ActionContext context)
    {
        var json = context.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        return context.ActionDescriptor.Parameters
            .SelectMany(parameter => IsBody(parameter) || QueryParameters.IsQueryType(parameter)
                ? json.GetTypeInfo(parameter.ParameterType).Properties.Select(property => new Field(property.Name, property.PropertyType))
                : [new Field(parameter.BindingInfo?.BinderModelName ?? parameter.Name, parameter.ParameterType)])
            .DistinctBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsBody(ParameterDescriptor parameter) => parameter.BindingInfo?.BindingSource == BindingSource.Body;

    private static string HowToFix(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) || number == typeof(long) => "Send a whole number.",
        var flag when flag == typeof(bool) => "Send true or false.",
        _ => "The value is invalid.",
    };

    private static void AddUnreadableBody(ModelStateDictionary errors, Dictionary<string, Field> fields, ActionContext context)
    {
        var body = context.ActionDescriptor.Parameters.FirstOrDefault(IsBody)?.ParameterType
            ?? throw new InvalidOperationException("The request has no body, and no parameter of it is in error.");
        var whatToSend = $"Send a JSON object such as {body.GetCustomAttribute<RequestExampleAttribute>()?.Json}, each property once.";
        var exception = context.ModelState.Values
            .SelectMany(entry => entry.Errors)
            .Select(error => error.Exception)
            .OfType<JsonException>()
            .FirstOrDefault();
        if (exception is null)
        {
            errors.AddModelError(WholeBody, $"The body is missing or null. {whatToSend}");
            return;
        }

        // Such as $.parts[1].name, which is below the body's property parts.
        var property = exception.Path?.Split('.', '[').ElementAtOrDefault(1) ?? "";
        errors.AddModelError(
            fields.TryGetValue(property, out var field) ? field.Name : WholeBody,
            $"The body cannot be read as a JSON object (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}). "
            + whatToSend);
    }

    private sealed record Field(string Name, Type Type)
    {
        public override string ToString() => nameof(Field);
    }
}
