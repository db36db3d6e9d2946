using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>How to erase a customer.</summary>
public sealed class EraseQuery
{
    [FromQuery(Name = "reason")]
    [Description("Why, in your own words. It is kept in the event, so it should name nobody.")]
    [MaxLength(ReasonedRequest.MaxReasonLength)]
    public string? Reason { get; init; }

    [FromQuery(Name = "dryRun")]
    [Description("Whether to return what would go, and to erase nothing.")]
    [DefaultValue(false)]
    public bool DryRun { get; init; }

    /// <summary>The reason as validation has read it; null if none was given.</summary>
    internal string? AcceptedReason { get; private set; }

    /// <summary>Keeps the reason that validation has read.</summary>
    internal void Accept(string? reason) => AcceptedReason = reason;
}
