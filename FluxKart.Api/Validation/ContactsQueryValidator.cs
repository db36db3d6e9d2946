using FluentValidation;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using FluxKart.Domain.Identifiers;

namespace FluxKart.Api.Validation;

/// <summary>Parses the filters like the values of a request to identify: whatever finds a customer there finds it here.</summary>
internal sealed class ContactsQueryValidator : PageQueryValidator<ContactsQuery>
{
    private const string NewestFirst = "newest";
    private const string Blank = "The filter is blank. Send a value, or leave the filter out to list all customers.";
    private const string LostPlus =
        "The value begins with a space, which may have been a +. Send a + as %2B, or use POST /contacts/lookup.";

    public ContactsQueryValidator(ContactDetailsReader reader)
        : base(query => query.HasFilter ? Cursor.List.Holders
            : query.IsNewestFirst ? Cursor.List.NewestCustomers
            : Cursor.List.Customers)
    {
        RuleFor(query => query.Order)
            .Must((query, order) => order is null || (order == NewestFirst && !query.HasFilter))
            .WithMessage($"Send {NewestFirst} without a filter, or leave it out.");
        RuleFor(query => query).Custom((query, context) =>
        {
            var isUsable = IsUsable(nameof(query.Email), query.Email, context);
            isUsable &= IsUsable(nameof(query.PhoneNumber), query.PhoneNumber, context);
            if (!isUsable || !query.HasFilter)
                return;
            if (reader.Read(SubmittedValue.Of(query.Email), SubmittedValue.Of(query.PhoneNumber), context) is { } details)
                query.Accept(details);
        });
    }

    private static bool IsUsable(string name, string? filter, ValidationContext<ContactsQuery> context)
    {
        var error = filter is null ? null
            : InvisibleCharacters.IsBlank(filter) ? Blank
            : filter.StartsWith(' ') ? LostPlus
            : null;
        if (error is not null)
            context.AddFailure(name, error);
        return error is null;
    }
}
