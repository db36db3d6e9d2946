using System.ComponentModel;
using FluxKart.Api.Application.Transfer.Reading;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Importing;

/// <summary>How to import a file.</summary>
public sealed class ImportQuery
{
    /// <summary>The names of all parameters.</summary>
    internal static readonly string[] Names = ["dryRun", "columns", "dateFormat", "region", "delimiter", "encoding"];

    [FromQuery(Name = "dryRun")]
    [Description("Whether to count what would happen, and to write nothing.")]
    [DefaultValue(false)]
    public bool DryRun { get; init; }

    [FromQuery(Name = "columns")]
    [Description(
        "Which columns to read, such as `email:Email,phoneNumber:Phone;Mobile,createdAt:Created`. "
        + "The kinds are `email`, `phoneNumber`, `createdAt`, `region` and `customer`. Other kinds are recognised by the header.")]
    public string? Columns { get; init; }

    [FromQuery(Name = "dateFormat")]
    [Description("The .NET format of the dates, such as `dd/MM/yyyy`. Without it a date with two readings is an error.")]
    public string? DateFormat { get; init; }

    [FromQuery(Name = "region")]
    [Description(
        "The country of phone numbers without a country code, if no column names one, such as `DE`. "
        + "Without it, the one in the settings of the service.")]
    public string? Region { get; init; }

    [FromQuery(Name = "delimiter")]
    [Description("The separator of the cells: one of `,` `;` `|` or `tab`. Without it, it is detected.")]
    public string? Delimiter { get; init; }

    [FromQuery(Name = "encoding")]
    [Description(
        "The encoding of the file, such as `windows-1252`. Without it, the `charset` of the content type, or else it is detected.")]
    public string? Encoding { get; init; }

    /// <summary>The same options, parsed by validation.</summary>
    internal ReadingOptions Reading { get; private set; } = new();

    /// <summary>Keeps the options that validation has parsed.</summary>
    internal void Accept(ReadingOptions parsed) => Reading = parsed;

    /// <summary>Never the values: a client may write anything into them.</summary>
    public override string ToString() => nameof(ImportQuery);
}
