using FluentValidation;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

/// <summary>Reads the ids of contacts in a body. That there are such contacts is not checked here.</summary>
internal static class ContactIdsReader
{
    internal const string NotIds = "Send an array of contact ids, such as [5, 7].";

    private static readonly string NotAnId = $"Send each id as a whole number from 1 to {long.MaxValue}.";

    /// <summary>Reads the ids, and adds a failure to the validation if they are invalid.</summary>
    public static void Read<T>(T request, ValidationContext<T> validation)
        where T : ContactIdsRequest
    {
        if (ErrorOf(request.ContactIds.Values) is { } error)
            validation.AddFailure(nameof(request.ContactIds), error);
        else
            request.AcceptIds(request.ContactIds.Values!);
    }

    private static string? ErrorOf(IReadOnlyList<long>? ids) => ids switch
    {
        null => NotIds,
        [] => "Send at least one contact id.",
        { Count: > ContactIdsRequest.MaxContactIds } => $"Send at most {ContactIdsRequest.MaxContactIds} contact ids.",
        _ when ids.Contains(SubmittedId.Unusable) => NotAnId,
        _ when ids.Distinct().Count() < ids.Count => "Send each contact id once.",
        _ => null,
    };
}
