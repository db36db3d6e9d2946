using FluentValidation;
using FluxKart.Api.Contracts.Suggestions;

namespace FluxKart.Api.Validation;

internal sealed class SuggestionsQueryValidator : AbstractValidator<SuggestionsQuery>
{
    public SuggestionsQueryValidator() =>
        RuleFor(query => query.Limit).InclusiveBetween(1, SuggestionsQuery.MaxLimit)
            .WithMessage($"Send a whole number from 1 to {SuggestionsQuery.MaxLimit}.");
}
