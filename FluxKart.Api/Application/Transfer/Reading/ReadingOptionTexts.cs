namespace FluxKart.Api.Application.Transfer.Reading;

/// <summary>How to read a file, as somebody writes it on the command line or in a query. Null or blank means the default.</summary>
internal sealed record ReadingOptionTexts
{
    /// <summary>The columns by kind, as in <c>email:Email,phoneNumber:Phone;Mobile</c>.</summary>
    public string? Columns { get; init; }

    /// <summary>The .NET format of the file's dates.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The country of numbers without a country code, unless a column says it.</summary>
    public string? Region { get; init; }

    /// <summary>The separator of the cells: the character, or <c>tab</c>.</summary>
    public string? Delimiter { get; init; }

    /// <summary>The IANA name of the encoding.</summary>
    public string? Encoding { get; init; }

    /// <summary>Never the values: a client may write anything into them.</summary>
    public override string ToString() => nameof(ReadingOptionTexts);
}
