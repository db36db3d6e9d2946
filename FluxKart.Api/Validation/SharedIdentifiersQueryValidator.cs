using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Contracts.SharedIdentifiers;

namespace FluxKart.Api.Validation;

internal sealed class SharedIdentifiersQueryValidator()
    : PageQueryValidator<SharedIdentifiersQuery>(_ => Cursor.List.SharedIdentifiers);
