using FluentValidation;
using FluxKart.Api.Contracts.Webhooks;

namespace FluxKart.Api.Validation;

internal sealed class ReplayRequestValidator : AbstractValidator<ReplayRequest>
{
    public ReplayRequestValidator() => RuleFor(request => request).Custom((request, context) =>
    {
        if (request.After.Value is null)
            context.AddFailure(nameof(request.After), "Send the id of an event as a whole number, or 0 to begin with the first event.");
    });
}
