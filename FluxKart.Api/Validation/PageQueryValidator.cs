using FluentValidation;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

/// <summary>Checks which part of a list to return, and reads its cursor.</summary>
internal abstract class PageQueryValidator<TQuery> : AbstractValidator<TQuery>
    where TQuery : PageQuery
{
    /// <param name="listOf">Which list the query is for.</param>
    protected PageQueryValidator(Func<TQuery, Cursor.List> listOf)
    {
        RuleFor(query => query.Limit).InclusiveBetween(1, PageQuery.MaxLimit)
            .WithMessage($"Send a whole number from 1 to {PageQuery.MaxLimit}.");
        RuleFor(query => query.After).Custom((after, context) =>
        {
            if (after is null)
                return;
            if (Cursor.TryDecode(after, listOf(context.InstanceToValidate)) is { } afterId)
                context.InstanceToValidate.Accept(afterId);
            else
                context.AddFailure("This is not the next of a page of this list. Send it unchanged, or leave it out for the first page.");
        });
    }
}
