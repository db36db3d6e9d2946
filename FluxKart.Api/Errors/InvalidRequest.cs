using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace FluxKart.Api.Errors;

/// <summary>The answer to a request that failed validation or could not be read: 400, with the mistakes by field.</summary>
internal static class InvalidRequest
{
    // Where a mistake is not one field's.
    private const string WholeBody = "body";

    private const string WhatToSend =
        "Send a JSON object such as {\"email\": \"name@example.com\", \"phoneNumber\": \"123456\"}, each property once.";

    public static BadRequestObjectResult ToResult(ActionContext context)
    {
        var fields = FieldsOf(context);
        var errors = new ModelStateDictionary();
        foreach (var (key, entry) in context.ModelState)
        {
            if (!fields.Contains(key))
                continue;
            foreach (var error in entry.Errors)
                errors.AddModelError(CamelCase(key), error.ErrorMessage);
        }

        // No field failed validation, so the body could not be read. MVC's own words for that speak of types and parameters.
        if (errors.IsValid)
            AddUnreadable(errors, fields, UnreadableJson(context));

        var factory = context.HttpContext.RequestServices.GetRequiredService<ProblemDetailsFactory>();
        return new BadRequestObjectResult(factory.CreateValidationProblemDetails(context.HttpContext, errors));
    }

    private static HashSet<string> FieldsOf(ActionContext context) => context.ActionDescriptor.Parameters
        .SelectMany(parameter => parameter.ParameterType.GetProperties())
        .Select(property => property.Name)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static JsonException? UnreadableJson(ActionContext context) => context.ModelState.Values
        .SelectMany(entry => entry.Errors)
        .Select(error => error.Exception)
        .OfType<JsonException>()
        .FirstOrDefault();

    private static void AddUnreadable(ModelStateDictionary errors, HashSet<string> fields, JsonException? unreadable)
    {
        if (unreadable is null)
        {
            errors.AddModelError(WholeBody, $"The body is missing or null. {WhatToSend}");
            return;
        }

        var field = unreadable.Path?.Split('.')[^1];
        errors.AddModelError(
            field is not null && fields.TryGetValue(field, out var known) ? CamelCase(known) : WholeBody,
            $"The body cannot be read as a JSON object (line {unreadable.LineNumber + 1}, byte {unreadable.BytePositionInLine + 1}). {WhatToSend}");
    }

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
