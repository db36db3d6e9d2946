using FluxKart.Api.Contracts.Customers;
using FluxKart.Api.Contracts.Importing;

namespace FluxKart.Api.Validation;

internal sealed class ImportsQueryValidator() : PageQueryValidator<ImportsQuery>(_ => Cursor.List.Imports);
