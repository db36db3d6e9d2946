using FluentValidation;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Contracts.Importing;

namespace FluxKart.Api.Validation;

/// <summary>Parses how to read a file, before any of it is received.</summary>
internal sealed class ImportQueryValidator : AbstractValidator<ImportQuery>
{
    public ImportQueryValidator() => RuleFor(query => query).Custom((query, context) =>
    {
        var texts = new ReadingOptionTexts
        {
            Columns = query.Columns,
            DateFormat = query.DateFormat,
            Region = query.Region,
            Delimiter = query.Delimiter,
            Encoding = query.Encoding,
        };
        if (ReadingOptions.Parse(texts, out var errors) is { } reading)
            query.Accept(reading);
        foreach (var (field, error) in errors)
            context.AddFailure(field, error);
    });
}
