using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Customers;

/// <summary>Which part of a list to return.</summary>
public abstract class PageQuery
{
    internal const int MaxLimit = 200;

    [FromQuery(Name = "limit")]
    [Description("The largest number of items on the page.")]
    [DefaultValue(50)]
    [Range(1, MaxLimit)]
    public int Limit { get; init; } = 50;

    [FromQuery(Name = "after")]
    [Description("The `next` of the page before. Leave it out for the first page.")]
    public string? After { get; init; }

    /// <summary>The id that <see cref="After"/> stands for; null for the first page. Validation reads it.</summary>
    internal long? AfterId { get; private set; }

    /// <summary>Keeps the id that validation has read.</summary>
    internal void Accept(long afterId) => AfterId = afterId;
}
