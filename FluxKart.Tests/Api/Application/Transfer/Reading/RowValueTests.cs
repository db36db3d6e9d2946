using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>How real files write addresses and numbers.</summary>
public sealed class RowValueTests
{
    [Theory]
    [InlineData("'+4930901820")]
    [InlineData("'4930901820", "4930901820")]
    [InlineData("\"=\"\"+4930901820\"\"\"")]
    [InlineData("=\"+4930901820\"")]
    [InlineData("4930901820.0", "4930901820")]
    [InlineData("\"4930901820,0\"", "4930901820")]
    [InlineData("+49 (0)30 901820")]
    [InlineData(" tel:+49-30-901820 ")]
    [InlineData("+49 30 / 901820")]
    [InlineData("+4930901820;ext=12", "+4930901820;ext=12")]
    [InlineData("\"+49 30 901820, ext. 12\"", "+4930901820;ext=12")]
    public async Task ReadAsync_WhenNumberIsWrittenAsFilesDo_ReadsOneNumber(string cell, string expected = "+4930901820")
    {
        var row = await ReadFile.RowOfAsync($"email,phone\nada@shop.example,{cell}\n");

        Assert.Equal([expected], ReadFile.PhoneNumbers(row));
        Assert.Empty(row.Faults);
    }

    [Theory]
    [InlineData("+4930901820 ::: +4930901821")]
    [InlineData("+4930901820, +4930901821")]
    [InlineData("+4930901820; +4930901821;")]
    [InlineData("+4930901820|+4930901821")]
    [InlineData("+4930901820 / +4930901821")]
    [InlineData("+4930901820\n+4930901821")]
    [InlineData("+4930901820;+4930901821;+4930901820; n/a")]
    public async Task ReadAsync_WhenCellHasSeveralNumbers_ReadsEachOnce(string cell)
    {
        var row = await ReadFile.RowOfAsync($"phone,email\n\"{cell}\",\n");

        Assert.Equal(["+4930901820", "+4930901821"], ReadFile.PhoneNumbers(row));
        Assert.Empty(row.Faults);
    }

    [Fact]
    public async Task ReadAsync_WhenNumbersWithoutCountryAreSeparatedBySpacedSlash_ReadsBoth()
    {
        var row = await ReadFile.RowOfAsync("phone,email\n5550100 / 5550101,\n");

        Assert.Equal(["5550100", "5550101"], ReadFile.PhoneNumbers(row));
    }

    [Theory]
    [InlineData("ada@shop.example ::: lund@shop.example")]
    [InlineData("ada@shop.example,lund@shop.example")]
    [InlineData("ada@shop.example; lund@shop.example")]
    [InlineData("ada@shop.example | lund@shop.example")]
    [InlineData("ada@shop.example / lund@shop.example")]
    [InlineData("ADA@shop.example\nlund@shop.example\nada@shop.example")]
    public async Task ReadAsync_WhenCellHasSeveralAddresses_ReadsEachOnce(string cell)
    {
        var row = await ReadFile.RowOfAsync($"email,phone\n\"{cell}\",\n");

        Assert.Equal(["ada@shop.example", "lund@shop.example"], ReadFile.Emails(row));
        Assert.Empty(row.Faults);
    }

    [Theory]
    [InlineData("email", ",")]
    [InlineData("phone", ";")]
    [InlineData("phone", " / ")]
    public async Task ReadAsync_WhenCellHasTooManyValues_ReportsIt(string column, string separator)
    {
        var values = Enumerable.Range(0, 101).Select(number => column == "email" ? $"ada{number}@shop.example" : $"{5550100 + number}");

        var row = await ReadFile.RowOfAsync($"{column},name\n\"{string.Join(separator, values)}\",Ada\n");

        Assert.True(row.IsRefused);
        Assert.Contains("at most 100", Assert.Single(row.Faults).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenAddressContainsSeparators_ReadsOneAddress()
    {
        var row = await ReadFile.RowOfAsync("email,phone\n\"ada|lund/o'hara@shop.example\",\n");

        Assert.Equal(["ada|lund/o'hara@shop.example"], ReadFile.Emails(row));
    }

    [Theory]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("NULL")]
    [InlineData("-")]
    [InlineData("#N/A")]
    [InlineData("none")]
    [InlineData(@"\N")]
    [InlineData("=\"\"")]
    [InlineData("\u200B \u00A0")]
    public async Task ReadAsync_WhenCellIsAPlaceholder_CountsItAsEmpty(string cell)
    {
        var row = await ReadFile.RowOfAsync($"email,phone,country,created\n{cell},+4930901820,{cell},{cell}\n");

        Assert.Empty(row.Emails);
        Assert.Null(row.CreatedAt);
        Assert.Empty(row.Faults);
        Assert.False(row.IsRefused);
    }

    [Theory]
    [InlineData("9.19876E+11")]
    [InlineData("9,19876E+11")]
    [InlineData("4.93091e11")]
    public async Task ReadAsync_WhenSpreadsheetHasRoundedTheNumber_RefusesIt(string cell)
    {
        var row = await ReadFile.RowOfAsync($"email,phone\n,\"{cell}\"\n");

        Assert.True(row.IsRefused);
        Assert.Contains("rounded", Assert.Single(row.Faults).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenOneValueIsBad_KeepsTheGoodOnesAndReportsIt()
    {
        var row = await ReadFile.RowOfAsync("email,phone,mobile\nada@shop.example,Mobile,\"+4930901820;call me\"\n");

        Assert.False(row.IsRefused);
        Assert.Equal(["ada@shop.example"], ReadFile.Emails(row));
        Assert.Equal(["+4930901820"], ReadFile.PhoneNumbers(row));
        Assert.Equal(["phone", "mobile"], row.Faults.Select(fault => fault.Column));
        Assert.All(row.Faults, fault => Assert.DoesNotContain("call", fault.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_WhenNothingIsLeft_RefusesTheRow()
    {
        var file = await ReadFile.OfAsync("email,phone,name\nada,unknown,Ada\n,,Bo\n");

        Assert.All(file.Rows, row => Assert.True(row.IsRefused));
        Assert.Equal(["email", "phone"], file.Rows[0].Faults.Select(fault => fault.Column));
        Assert.Contains("neither", Assert.Single(file.Rows[1].Faults).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenFileHasTwoPhoneColumns_ReadsBothAsOneCustomer()
    {
        var row = await ReadFile.RowOfAsync("mobile,phone,fax\n+4915112345678,+4930901820,+4930901899\n");

        Assert.Equal(["+4930901820", "+4915112345678"], ReadFile.PhoneNumbers(row));
    }

    [Theory]
    [InlineData("DE")]
    [InlineData("deu")]
    [InlineData("Germany")]
    [InlineData("Deutschland")]
    public async Task ReadAsync_WhenCountryIsInAnotherColumn_ReadsNumbersOfThatCountry(string country)
    {
        var row = await ReadFile.RowOfAsync($"phone,country\n030 901820,{country}\n", new ReadingOptions { Region = "US" });

        Assert.Equal(["+4930901820"], ReadFile.PhoneNumbers(row));
    }

    [Fact]
    public async Task ReadAsync_WhenCountryIsEmpty_UsesTheRegionOfTheOptions()
    {
        var row = await ReadFile.RowOfAsync("phone,country\n030 901820,\n", new ReadingOptions { Region = "DE" });

        Assert.Equal(["+4930901820"], ReadFile.PhoneNumbers(row));
    }

    [Fact]
    public async Task ReadAsync_WhenCountryIsUnknown_TakesOnlyInternationalNumbers()
    {
        var file = await ReadFile.OfAsync(
            "email,phone,country\nada@shop.example,030 901820,Atlantis\nbo@shop.example,+4930901821,Atlantis\n", new ReadingOptions { Region = "DE" });

        Assert.Empty(file.Rows[0].PhoneNumbers);
        Assert.Equal("country", Assert.Single(file.Rows[0].Faults).Column);
        Assert.Equal(["+4930901821"], ReadFile.PhoneNumbers(file.Rows[1]));
        Assert.Empty(file.Rows[1].Faults);
    }
}
