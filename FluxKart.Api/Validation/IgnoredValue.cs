using FluentValidation;
using FluxKart.Api.Application.Identification;

namespace FluxKart.Api.Validation;

/// <summary>The value of a request that was unusable and counts as absent. The response names its field, and it is counted.</summary>
/// <remarks>Source: HTTP contract, section 2.</remarks>
internal static class IgnoredValue
{
    public const string Email = "email";
    public const string PhoneNumber = "phoneNumber";
    public const string HeaderName = "FluxKart-Ignored";

    private const string ContextKey = nameof(IgnoredValue);

    /// <summary>Records in a validation that a field is ignored.</summary>
    public static void Record(IValidationContext validation, string field) => validation.RootContextData[ContextKey] = field;

    /// <summary>Reports the field that a validation has recorded, if it has.</summary>
    public static void Report(IValidationContext validation, HttpContext http)
    {
        if (!validation.RootContextData.TryGetValue(ContextKey, out var recorded) || recorded is not string field)
            return;
        http.Response.Headers[HeaderName] = field;
        http.RequestServices.GetRequiredService<IdentificationMetrics>().CountIgnoredValue(field);
    }
}
