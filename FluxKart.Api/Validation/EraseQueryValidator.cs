using FluentValidation;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class EraseQueryValidator : AbstractValidator<EraseQuery>
{
    public EraseQueryValidator() => RuleFor(query => query.Reason)
        .MaximumLength(EraseQuery.MaxReasonLength)
        .WithMessage($"Send at most {EraseQuery.MaxReasonLength} characters.");
}
