using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>How to erase a customer.</summary>
public sealed class EraseQuery
{
    internal const int MaxReasonLength = 500;

    [FromQuery(Name = "reason")]
    [Description("Why, in your own words. It is kept in the event, so it should name nobody.")]
    [MaxLength(MaxReasonLength)]
    public string? Reason { get; init; }

    [FromQuery(Name = "dryRun")]
    [Description("Whether to return what would go, and to erase nothing.")]
    [DefaultValue(false)]
    public bool DryRun { get; init; }
}
