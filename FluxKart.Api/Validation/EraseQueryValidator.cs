using FluentValidation;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class EraseQueryValidator : AbstractValidator<EraseQuery>
{
    public EraseQueryValidator() => RuleFor(query => query.Reason).Custom((reason, context) =>
    {
        if (ReasonReader.ErrorOf(reason) is { } error)
            context.AddFailure(error);
        else
            context.InstanceToValidate.Accept(ReasonReader.NullIfBlank(reason));
    });
}
