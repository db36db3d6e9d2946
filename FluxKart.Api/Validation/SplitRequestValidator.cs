using FluentValidation;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class SplitRequestValidator : AbstractValidator<SplitRequest>
{
    public SplitRequestValidator() => RuleFor(request => request).Custom((request, context) =>
    {
        ContactIdsReader.Read(request, context);
        ReasonReader.Read(request, context);
        FlagReader.Check(nameof(request.KeepApart), request.KeepApart, context);
    });
}
