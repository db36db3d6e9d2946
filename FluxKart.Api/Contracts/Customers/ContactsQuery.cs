using System.ComponentModel;
using FluxKart.Domain.Identifiers;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>Which customers to list: all of them, or those that hold a value.</summary>
public sealed class ContactsQuery : PageQuery
{
    [FromQuery(Name = "email")]
    [Description("Only customers that hold this email address, or the phone number. Send a `+` as `%2B`.")]
    public string? Email { get; init; }

    [FromQuery(Name = "phoneNumber")]
    [Description("Only customers that hold this phone number, or the email address. Send a `+` as `%2B`.")]
    public string? PhoneNumber { get; init; }

    [FromQuery(Name = "order")]
    [Description("`newest` lists the customers with the highest ids first. It cannot be combined with a filter.")]
    public string? Order { get; init; }

    /// <summary>Whether the customers with the highest ids come first.</summary>
    internal bool IsNewestFirst => Order is not null;

    /// <summary>Whether there is a filter.</summary>
    internal bool HasFilter => Email is not null || PhoneNumber is not null;

    /// <summary>The values, parsed by validation; null if there is no filter.</summary>
    internal ContactDetails? Details { get; private set; }

    /// <summary>Keeps the values that validation has parsed.</summary>
    internal void Accept(ContactDetails parsed) => Details = parsed;
}
