using System.Text;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Headers;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>How the options of an import are written.</summary>
public sealed class ReadingOptionsTests
{
    [Fact]
    public void Parse_WhenAllAreGiven_ReadsThem()
    {
        var texts = new ReadingOptionTexts
        {
            Columns = "email:Email,phoneNumber:Phone;Mobile, createdAt : Created ,phoneNumber:Work",
            DateFormat = "dd/MM/yyyy HH:mm",
            Region = "Germany",
            Delimiter = "tab",
            Encoding = "windows-1252",
        };

        var options = ReadingOptions.Parse(texts, out var errors);

        Assert.Empty(errors);
        Assert.NotNull(options);
        Assert.Equal(["Phone", "Mobile", "Work"], options.Columns[ColumnKind.PhoneNumber]);
        Assert.Equal(["Created"], options.Columns[ColumnKind.CreatedAt]);
        Assert.False(options.Columns.ContainsKey(ColumnKind.Region));
        Assert.Equal("dd/MM/yyyy HH:mm", options.DateFormat);
        Assert.Equal("DE", options.Region);
        Assert.Equal('\t', options.Delimiter);
        Assert.Equal(1252, options.Encoding?.CodePage);
    }

    [Fact]
    public void Parse_WhenNothingIsGiven_DetectsEverything()
    {
        var options = ReadingOptions.Parse(new ReadingOptionTexts { Columns = " ", Region = "" }, out var errors);

        Assert.Empty(errors);
        Assert.Equal(new ReadingOptions(), options);
    }

    [Theory]
    [InlineData("Email", "colon")]
    [InlineData("mail:Email", "createdAt, customer, email, phoneNumber, region")]
    [InlineData(",", "at least one")]
    public void Parse_WhenColumnsAreInvalid_SaysHowToFixThem(string columns, string expected)
    {
        var options = ReadingOptions.Parse(new ReadingOptionTexts { Columns = columns }, out var errors);

        Assert.Null(options);
        Assert.Contains(expected, errors["columns"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dateFormat")]
    [InlineData("region")]
    [InlineData("delimiter")]
    [InlineData("encoding")]
    public void Parse_WhenOptionIsInvalid_NamesIt(string name)
    {
        var texts = new ReadingOptionTexts
        {
            DateFormat = name == "dateFormat" ? "HH:mm" : null,
            Region = name == "region" ? "Atlantis" : null,
            Delimiter = name == "delimiter" ? ":" : null,
            Encoding = name == "encoding" ? "utf-9" : null,
        };

        Assert.Null(ReadingOptions.Parse(texts, out var errors));

        Assert.Equal(name, Assert.Single(errors).Key);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("UTF8")]
    public void Parse_WhenEncodingIsUtf8_FindsItByBothNames(string name) =>
        Assert.Equal(Encoding.UTF8, ReadingOptions.Parse(new ReadingOptionTexts { Encoding = name }, out _)?.Encoding);
}
