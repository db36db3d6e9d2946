using FluentValidation;
using FluxKart.Api.Contracts.Events;
using FluxKart.Domain.Events;

namespace FluxKart.Api.Validation;

internal sealed class EventsQueryValidator : AbstractValidator<EventsQuery>
{
    private static readonly string LegalTypes = string.Join(", ", EventTypes.All);

    public EventsQueryValidator()
    {
        RuleFor(query => query.After).GreaterThanOrEqualTo(0)
            .WithMessage("Send the id of an event, or leave it out to begin with the first event.");
        RuleFor(query => query.Newest).Must((query, newest) => !newest || query.After == 0)
            .WithMessage("Send either newest or after.");
        RuleFor(query => query.Limit).InclusiveBetween(1, EventsQuery.MaxLimit)
            .WithMessage($"Send a whole number from 1 to {EventsQuery.MaxLimit}.");
        RuleFor(query => query.Types).Custom((types, context) =>
        {
            if (types is null)
                return;
            var names = types.Split(',', StringSplitOptions.TrimEntries).Distinct().ToList();
            if (names.TrueForAll(EventTypes.All.Contains))
                context.InstanceToValidate.Accept(names);
            else
                context.AddFailure($"Send types separated by commas, or leave it out for all. The types are {LegalTypes}.");
        });
    }
}
