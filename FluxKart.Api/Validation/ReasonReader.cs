using FluentValidation;
using FluxKart.Api.Contracts;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Validation;

/// <summary>Reads the reason that an operator gives for a change by hand. A blank one counts as none.</summary>
/// <remarks>Source: HTTP contract, section 5.</remarks>
internal static class ReasonReader
{
    private const char Null = '\0';

    /// <summary>Reads the reason of a body, and adds a failure to the validation if it is invalid.</summary>
    public static void Read<T>(T request, ValidationContext<T> validation)
        where T : ReasonedRequest
    {
        var submitted = request.Reason;
        var error = submitted.Kind is SubmittedKind.Absent or SubmittedKind.Text
            ? ErrorOf(submitted.Text)
            : "Send the reason as a JSON string of valid Unicode, or null.";
        if (error is null)
            request.AcceptReason(NullIfBlank(submitted.Text));
        else
            validation.AddFailure(nameof(request.Reason), error);
    }

    /// <summary>A sentence that says how to fix a reason; null if it is valid, or none was given.</summary>
    public static string? ErrorOf(string? reason) => reason switch
    {
        { Length: > ReasonedRequest.MaxReasonLength } => $"Send at most {ReasonedRequest.MaxReasonLength} characters.",
        // PostgreSQL cannot store it in a text.
        not null when reason.Contains(Null) => "Send a reason without the character U+0000.",
        _ => null,
    };

    /// <summary>The reason; null if nothing in it is visible.</summary>
    public static string? NullIfBlank(string? reason) => reason is null || InvisibleCharacters.IsBlank(reason) ? null : reason;
}
