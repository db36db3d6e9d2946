using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Headers;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>Files with a JSON object on each line.</summary>
public sealed class NdjsonFileTests
{
    [Fact]
    public async Task ReadAsync_WhenLinesAreObjects_ReadsTheirProperties()
    {
        var file = await ReadFile.OfAsync(
            """
            {"email": "ada@shop.example", "phoneNumber": "030 901820", "region": "DE", "createdAt": "2012-05-06T07:08:09Z", "customer": 7, "id": 1}

            {"EMAIL": ["bo@shop.example", "b@shop.example"], "phoneNumber": [4930901821, "+4930901822", null], "createdAt": null}
            """);

        Assert.Equal(["email", "phoneNumber", "createdAt", "region", "customer"], file.Header);
        Assert.Equal([1, 3], file.Rows.Select(row => row.Line));
        Assert.Equal(["+4930901820"], ReadFile.PhoneNumbers(file.Rows[0]));
        Assert.Equal(new DateTime(2012, 5, 6, 7, 8, 9), file.Rows[0].CreatedAt);
        Assert.Equal("7", file.Rows[0].Customer);
        Assert.Equal(["bo@shop.example", "b@shop.example"], ReadFile.Emails(file.Rows[1]));
        Assert.Equal(["4930901821", "+4930901822"], ReadFile.PhoneNumbers(file.Rows[1]));
        Assert.All(file.Rows, row => Assert.Empty(row.Faults));
    }

    [Theory]
    [InlineData("{\"email\": \"ada@shop.example\"")]
    [InlineData("{\"email\": \"ada@shop.example\"} {}")]
    [InlineData("{\"email\": \"\\ud800\"}")]
    [InlineData("ada@shop.example")]
    public async Task ReadAsync_WhenLineIsNotAnObject_RefusesItAndGoesOn(string line)
    {
        var file = await ReadFile.OfAsync("{\"email\": \"bo@shop.example\"}\r\n" + line + "\r\n{\"email\": \"cy@shop.example\"}");

        Assert.Equal([false, true, false], file.Rows.Select(row => row.IsRefused));
        Assert.Equal(2, file.Rows[1].Line);
        Assert.Contains("JSON object", Assert.Single(file.Rows[1].Faults).Error, StringComparison.Ordinal);
        Assert.Equal(["", "", "", "", "", line], file.Rows[1].Cells);
    }

    [Fact]
    public async Task ReadAsync_WhenLineHasInvalidBytes_KeepsItsText()
    {
        var file = await ReadFile.OfAsync([.. "{\"email\": \"Jos\u00e9@shop.example\"}\n{\"email\": \"Jos"u8, 0xE9, .. "@shop.example\"}\n"u8]);

        Assert.True(file.Rows[1].IsRefused);
        Assert.Equal("{\"email\": \"Jos\uFFFD@shop.example\"}", file.Rows[1].Cells[^1]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("9.19876E+11")]
    [InlineData("{}")]
    [InlineData("-5.5")]
    public async Task ReadAsync_WhenValueHasAnotherType_ReportsIt(string value)
    {
        var row = await ReadFile.RowOfAsync($"{{\"email\": \"ada@shop.example\", \"phoneNumber\": {value}}}");

        Assert.Empty(row.PhoneNumbers);
        Assert.Equal("phoneNumber", Assert.Single(row.Faults).Column);
        Assert.False(row.IsRefused);
    }

    [Fact]
    public async Task ReadAsync_WhenLineIsTooLong_RefusesItAndGoesOn()
    {
        var file = await ReadFile.OfAsync(
            "{\"email\": \"ada@shop.example\"}\n{\"note\": \"" + new string('a', 1_000_000) + "\"}\n{\"email\": \"bo@shop.example\"}\n");

        Assert.Equal([false, true, false], file.Rows.Select(row => row.IsRefused));
        Assert.Equal([1, 2, 3], file.Rows.Select(row => row.Line));
        Assert.Contains("128 KiB", Assert.Single(file.Rows[1].Faults).Error, StringComparison.Ordinal);
        Assert.Equal("{\"note\": \"" + new string('a', 990) + "…", file.Rows[1].Cells[^1]);
    }

    [Fact]
    public async Task ReadAsync_WhenPropertiesAreNamed_ReadsThem()
    {
        Assert.True(ColumnNames.TryParse("email:mail,customer:", out var columns, out _));

        var row = await ReadFile.RowOfAsync("{\"mail\": \"ada@shop.example\", \"customer\": \"Ada Lund\"}", new ReadingOptions { Columns = columns });

        Assert.Equal(["ada@shop.example"], ReadFile.Emails(row));
        Assert.Null(row.Customer);
    }
}
