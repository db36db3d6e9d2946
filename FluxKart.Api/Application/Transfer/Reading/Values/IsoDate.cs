namespace FluxKart.Api.Application.Transfer.Reading.Values;

/// <summary>
/// Reads the dates of most exports, such as <c>2012-05-06T07:08:09Z</c> and <c>2012-05-06 07:08:09 +0000</c>, without the patterns that
/// <see cref="DateText"/> needs for all others. The result is the same.
/// </summary>
internal static class IsoDate
{
    private const int LengthOfDate = 10;
    private const int LengthOfTime = 9;
    private const int MostDecimals = 7;

    /// <summary>Reads a date.</summary>
    /// <param name="text">A date, perhaps with a time with seconds, and with a zone.</param>
    /// <param name="date">The date in UTC.</param>
    /// <returns>False if the text is written in any other way, or is not a date.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (text.Length < LengthOfDate || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..LengthOfDate]));
        // No offset leads beyond the years that exist.
        if (year is < 1970 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        var rest = text[LengthOfDate..];
        if (rest.IsEmpty)
            return true;
        if (!TryTakeTime(ref rest, out var time) || !TryTakeDecimals(ref rest, out var decimals) || !TryReadOffset(rest, out var offset))
            return false;
        date = date + time + decimals - offset;
        return true;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        if (text.Length < LengthOfTime || text[0] is not ('T' or ' ') || text[3] != ':' || text[6] != ':')
            return false;
        var (hours, minutes, seconds) = (Number(text[1..3]), Number(text[4..6]), Number(text[7..LengthOfTime]));
        if (hours is < 0 or > 23 || minutes is < 0 or > 59 || seconds is < 0 or > 59)
            return false;
        time = new TimeSpan(hours, minutes, seconds);
        text = text[LengthOfTime..];
        return true;
    }

    private static bool TryTakeDecimals(ref ReadOnlySpan<char> text, out TimeSpan decimals)
    {
        decimals = default;
        if (text.IsEmpty || text[0] != '.')
            return true;
        text = text[1..];
        var other = text.IndexOfAnyExceptInRange('0', '9');
        var length = other < 0 ? text.Length : other;
        if (length is 0 or > MostDecimals)
            return false;
        var ticks = Number(text[..length]);
        for (var missing = length; missing < MostDecimals; missing++)
            ticks *= 10;
        decimals = TimeSpan.FromTicks(ticks);
        text = text[length..];
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "" or "Z" or " UTC")
            return true;
        text = text[0] == ' ' ? text[1..] : text;
        if (text.Length is not (5 or 6) || text[0] is not ('+' or '-') || (text.Length == 6 && text[3] != ':'))
            return false;
        var (hours, minutes) = (Number(text[1..3]), Number(text[^2..]));
        if (hours is < 0 or > 13 || minutes is < 0 or > 59)
            return false;
        offset = new TimeSpan(text[0] == '-' ? -hours : hours, text[0] == '-' ? -minutes : minutes, 0);
        return true;
    }

    /// <returns>A negative number if a character is not a digit.</returns>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return -1;
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}
