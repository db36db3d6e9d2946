using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace FluxKart.Api.Contracts.Suggestions;

/// <summary>How much to suggest.</summary>
public sealed class SuggestionsQuery
{
    internal const int MaxLimit = 100;

    [FromQuery(Name = "limit")]
    [Description("The largest number of entries in each list.")]
    [DefaultValue(20)]
    [Range(1, MaxLimit)]
    public int Limit { get; init; } = 20;
}
