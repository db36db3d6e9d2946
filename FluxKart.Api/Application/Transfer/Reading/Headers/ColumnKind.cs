namespace FluxKart.Api.Application.Transfer.Reading.Headers;

/// <summary>What a column of a customer file holds.</summary>
public enum ColumnKind
{
    Email,
    PhoneNumber,

    /// <summary>When the contact came into being.</summary>
    CreatedAt,

    /// <summary>The country of the phone numbers that are written without a country code.</summary>
    Region,

    /// <summary>Which rows belong to one customer, in an export of FluxKart.</summary>
    Customer,
}
