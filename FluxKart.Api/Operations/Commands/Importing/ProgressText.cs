using System.Globalization;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>The progress of an import in one line.</summary>
internal static class ProgressText
{
    // Earlier than this, a rate says nothing.
    private static readonly TimeSpan FirstRate = TimeSpan.FromSeconds(1);

    public static string Of(ImportProgress counts, long length, TimeSpan elapsed)
    {
        var parts = new List<string> { Quantity.Of(counts.Rows, "row") };
        if (elapsed >= FirstRate)
            parts.Add($"{Rate(counts.Rows, elapsed)} a second");
        parts.Add($"{Quantity.Of(counts.Created)} created");
        parts.Add($"{Quantity.Of(counts.Merged)} merged");
        parts.Add($"{Quantity.Of(counts.Refused)} refused");
        if (length > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * counts.BytesRead / length} %"));
        if (elapsed >= FirstRate && counts.BytesRead > 0 && counts.BytesRead < length)
            parts.Add($"{Duration(elapsed * ((double)(length - counts.BytesRead) / counts.BytesRead))} left");
        return string.Join(", ", parts);
    }

    public static string Rate(long rows, TimeSpan elapsed) => Quantity.Of((long)(rows / Math.Max(elapsed.TotalSeconds, 0.001)));

    /// <summary>A duration to about two digits.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalHours: >= 1 } => $"{(int)duration.TotalHours} h {duration.Minutes} min",
        { TotalMinutes: >= 1 } => $"{duration.Minutes} min {duration.Seconds} s",
        { TotalSeconds: >= 10 } => $"{(int)duration.TotalSeconds} s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s"),
    };
}
