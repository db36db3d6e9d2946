using FluentValidation;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class RemoveRequestValidator : AbstractValidator<RemoveRequest>
{
    public RemoveRequestValidator() => RuleFor(request => request).Custom((request, context) =>
    {
        ContactIdsReader.Read(request, context);
        ReasonReader.Read(request, context);
    });
}
