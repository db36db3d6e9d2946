using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FluxKart.Api.Application.Transfer.Reading.Values;

/// <summary>
/// Reads dates that can be read in one way only. A date without a zone is UTC.
/// </summary>
internal static partial class DateText
{
    private const DateTimeStyles Utc =
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    private const string Ambiguous = "This date can be read in two ways. State its format, such as dateFormat=dd/MM/yyyy.";

    private const string Unreadable = "Write the date as 2012-05-06T07:08:09Z, or state its format, such as dateFormat=dd/MM/yyyy HH:mm.";

    private const string OtherFormat = "This date is not written in the stated dateFormat. Fix the date, or state another format.";

    private const string TooOld = "Write a date from 1970 on, or leave the cell empty.";

    // The date in front of the time; the name of the month leaves only one reading.
    private static readonly string[] NamedMonths =
    [
        "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d-MMM-yyyy", "ddd, d MMM yyyy",
        "ddd, MMM d, yyyy",
    ];

    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt"];

    private static readonly string[] NamedMonthFormats =
        [.. NamedMonths.SelectMany(date => Times.SelectMany(time => new[] { date + time, date + time + " zzz" }))];

    /// <summary>Reads a date.</summary>
    /// <param name="text">The date, perhaps with a time and a zone.</param>
    /// <param name="format">The .NET format that it must have; null for the usual ones.</param>
    /// <param name="date">The date in UTC; null for a date that databases write instead of none.</param>
    /// <param name="error">How to fix the date, or null if it is valid.</param>
    public static bool TryRead(string text, string? format, out DateTime? date, [NotNullWhen(false)] out string? error)
    {
        date = null;
        error = null;
        if (text.StartsWith("0000-00-00", StringComparison.Ordinal))
            return true;
        error = format is null ? Read(text, out var read) : ReadExactly(text, format, out read);
        if (error is null && read < DateTime.UnixEpoch)
            error = TooOld;
        if (error is null)
            date = read;
        return error is null;
    }

    /// <summary>Whether the text is a .NET format with a day, a month and a year.</summary>
    public static bool IsFormat(string format)
    {
        var example = new DateTime(2012, 11, 23, 0, 0, 0, DateTimeKind.Utc);
        try
        {
            return ReadExactly(example.ToString(format, CultureInfo.InvariantCulture), format, out var read) is null
                && read.AddDays(1).Date >= example && read.AddDays(-1).Date <= example;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? ReadExactly(string text, string format, out DateTime date) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, Utc, out date) ? null : OtherFormat;

    private static string? Read(string text, out DateTime date)
    {
        if (IsoDate.TryRead(text, out date) || IsUnixTime(text, out date))
            return null;
        var zoned = Zone().Replace(text.Trim(), " +00:00");
        var numeric = Numeric().Match(zoned);
        if (!numeric.Success)
            return DateTime.TryParseExact(zoned, NamedMonthFormats, CultureInfo.InvariantCulture, Utc, out date) ? null : Unreadable;

        var time = numeric.Groups["time"].Value.Replace(',', '.');
        if (numeric.Groups["year"].Success)
            return ReadParts(numeric.Groups["year"].Value, numeric.Groups["month"].Value, numeric.Groups["day"].Value, time, out date);
        var (first, second, year) = (numeric.Groups["first"].Value, numeric.Groups["second"].Value, numeric.Groups["last"].Value);
        // With dots the day comes first wherever dates are written so.
        var isDayFirst = numeric.Groups["mark"].Value == "." || int.Parse(first, CultureInfo.InvariantCulture) > 12;
        var isMonthFirst = int.Parse(second, CultureInfo.InvariantCulture) > 12;
        if (!isDayFirst && !isMonthFirst && first.TrimStart('0') != second.TrimStart('0'))
            return Ambiguous;
        return isMonthFirst ? ReadParts(year, first, second, time, out date) : ReadParts(year, second, first, time, out date);
    }

    private static string? ReadParts(string year, string month, string day, string time, out DateTime date) =>
        DateTime.TryParse($"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}{time}", CultureInfo.InvariantCulture, Utc, out date)
            ? null
            : Unreadable;

    /// <summary>Reads a number of seconds or milliseconds since 1970.</summary>
    private static bool IsUnixTime(string text, out DateTime date)
    {
        date = default;
        // Any other number of digits could as well be a date.
        if (text.Length is not (10 or 13) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        date = DateTime.UnixEpoch.AddMilliseconds(text.Length == 10 ? number * 1000 : number);
        return true;
    }

    [GeneratedRegex(@"[ ]*(?:Z|UTC|GMT)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Zone();

    [GeneratedRegex(
        @"\A(?:(?<year>[0-9]{4})(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})"
            + @"|(?<first>[0-9]{1,2})(?<mark>[-/.])(?<second>[0-9]{1,2})\k<mark>(?<last>[0-9]{4}))"
            + @"(?<time>(?:[T ][ ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:[ ]?[AP]M)?)?(?:[ ]?[+-][0-9]{2}:?[0-9]{2})?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numeric();
}
