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

    private const string NoObject = "Send a JSON object such as {\"email\": \"name@example.com\", \"phoneNumber\": \"123456\"}.";

    public static BadRequestObjectResult ToResult(ActionContext context)
    {
        var errors = new ModelStateDictionary();
        foreach (var (key, entry) in context.ModelState)
        {
            foreach (var error in entry.Errors)
            {
                // The validator names a property of the body. Anything else is a body that could not be read, which the framework reports
                // under a JSON path, the parameter's name or nothing, and in its own words, types and all.
                if (IsField(context, key))
                    errors.AddModelError(JsonNamingPolicy.CamelCase.ConvertName(key), error.ErrorMessage);
                else if (!errors.ContainsKey(WholeBody))
                    errors.AddModelError(WholeBody, Describe(error.Exception));
            }
        }

        var factory = context.HttpContext.RequestServices.GetRequiredService<ProblemDetailsFactory>();
        return new BadRequestObjectResult(factory.CreateValidationProblemDetails(context.HttpContext, errors));
    }

    private static bool IsField(ActionContext context, string key) => context.ActionDescriptor.Parameters
        .Any(parameter => parameter.ParameterType.GetProperty(key) is not null);

    private static string Describe(Exception? exception) =>
        exception is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"The body cannot be read as JSON (line {line + 1}, byte {position + 1}). {NoObject}"
            : $"The body is missing or no object. {NoObject}";
}
