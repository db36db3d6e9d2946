using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Api.Validation;

internal sealed class HistoryQueryValidator() : PageQueryValidator<HistoryQuery>(_ => Cursor.List.History);
