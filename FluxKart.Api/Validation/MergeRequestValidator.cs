using FluentValidation;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class MergeRequestValidator : AbstractValidator<MergeRequest>
{
    private static readonly string HowToFix =
        $"Send the id of a contact of the other customer: a whole number from 1 to {long.MaxValue}.";

    public MergeRequestValidator() => RuleFor(request => request).Custom((request, context) =>
    {
        if (request.ContactId.Value is null or SubmittedId.Unusable)
            context.AddFailure(nameof(request.ContactId), HowToFix);
        ReasonReader.Read(request, context);
    });
}
