using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class LookupQueryValidator() : PageQueryValidator<LookupQuery>(_ => Cursor.List.Holders);
