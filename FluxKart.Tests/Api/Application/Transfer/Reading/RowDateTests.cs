using System.Globalization;
using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>Which dates are read, and as what.</summary>
public sealed class RowDateTests
{
    [Theory]
    [InlineData("2012-05-06", "2012-05-06T00:00:00")]
    [InlineData("2012/05/06", "2012-05-06T00:00:00")]
    [InlineData("2012-05-06 07:08", "2012-05-06T07:08:00")]
    [InlineData("2012-05-06 07:08:09")]
    [InlineData("2012-05-06 07:08:09 UTC")]
    [InlineData("2012-05-06T07:08:09Z")]
    [InlineData("2012-05-06T07:08:09.000+0000")]
    [InlineData("2012-05-06T09:08:09+02:00")]
    [InlineData("2012-05-06 02:08:09 -0500")]
    [InlineData("2012-05-06 7:08:09 AM")]
    [InlineData("6.5.2012 07:08:09")]
    [InlineData("13/06/2012", "2012-06-13T00:00:00")]
    [InlineData("06/13/2012 07:08", "2012-06-13T07:08:00")]
    [InlineData("13-06-2012 07:08:09", "2012-06-13T07:08:09")]
    [InlineData("05/05/2012", "2012-05-05T00:00:00")]
    [InlineData("\"Sun, 06 May 2012 07:08:09 GMT\"")]
    [InlineData("\"Sun, 06 May 2012 09:08:09 +0200\"")]
    [InlineData("\"May 6, 2012 7:08:09 AM\"")]
    [InlineData("6 May 2012", "2012-05-06T00:00:00")]
    [InlineData("06-May-2012 07:08:09")]
    [InlineData("1336288089")]
    [InlineData("1336288089000")]
    [InlineData("'2012-05-06 07:08:09")]
    public async Task ReadAsync_WhenDateHasOneReading_ReadsItAsUtc(string cell, string expected = "2012-05-06T07:08:09")
    {
        var row = await ReadFile.RowOfAsync($"email,created\nada@shop.example,{cell}\n");

        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), row.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, row.CreatedAt!.Value.Kind);
        Assert.Empty(row.Faults);
    }

    [Theory]
    [InlineData("05/06/2012")]
    [InlineData("5-6-2012 07:08")]
    public async Task ReadAsync_WhenDateHasTwoReadings_RefusesTheRow(string cell)
    {
        var row = await ReadFile.RowOfAsync($"email,created\nada@shop.example,{cell}\n");

        Assert.True(row.IsRefused);
        Assert.Empty(row.Emails);
        var fault = Assert.Single(row.Faults);
        Assert.Equal("created", fault.Column);
        Assert.Contains("dateFormat=", fault.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", 5, 6)]
    [InlineData("MM/dd/yyyy", 6, 5)]
    public async Task ReadAsync_WhenDateFormatIsGiven_ReadsIt(string format, int day, int month)
    {
        var row = await ReadFile.RowOfAsync("email,created\nada@shop.example,05/06/2012\n", new ReadingOptions { DateFormat = format });

        Assert.Equal(new DateTime(2012, month, day, 0, 0, 0, DateTimeKind.Utc), row.CreatedAt);
    }

    [Theory]
    [InlineData("2012-05-06", "dd/MM/yyyy", "dateFormat")]
    [InlineData("yesterday", null, "2012-05-06")]
    [InlineData("41035.25", null, "2012-05-06")]
    [InlineData("2012-02-30", null, "2012-05-06")]
    [InlineData("2012-05-06 07:08:09 CET", null, "2012-05-06")]
    [InlineData("1900-01-01", null, "1970")]
    [InlineData("0001-01-01 00:00:00", null, "1970")]
    public async Task ReadAsync_WhenDateIsUnreadable_RefusesTheRow(string cell, string? format, string expected)
    {
        var row = await ReadFile.RowOfAsync($"email,created\nada@shop.example,{cell}\n", new ReadingOptions { DateFormat = format });

        Assert.True(row.IsRefused);
        Assert.Contains(expected, Assert.Single(row.Faults).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenDateIsInTheFuture_CountsItAsAbsent()
    {
        var row = await ReadFile.RowOfAsync("email,created\nada@shop.example,2031-01-01\n");

        Assert.Null(row.CreatedAt);
        Assert.Empty(row.Faults);
    }

    [Fact]
    public async Task ReadAsync_WhenDatabaseWroteZeros_CountsTheDateAsAbsent()
    {
        var row = await ReadFile.RowOfAsync("email,created\nada@shop.example,0000-00-00 00:00:00\n");

        Assert.Null(row.CreatedAt);
        Assert.Empty(row.Faults);
    }
}
