using FluentValidation;
using FluxKart.Api.Contracts;

namespace FluxKart.Api.Validation;

internal static class FlagReader
{
    /// <summary>Adds a failure to the validation if the value of a field is neither true nor false nor absent.</summary>
    public static void Check<T>(string field, SubmittedFlag flag, ValidationContext<T> validation)
    {
        if (flag.IsOfAnotherType)
            validation.AddFailure(field, "Send true or false.");
    }
}
