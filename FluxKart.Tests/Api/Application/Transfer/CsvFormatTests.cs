using System.Buffers;
using System.Text;
using FluxKart.Api.Application.Transfer;

namespace FluxKart.Tests.Api.Application.Transfer;

/// <summary>RFC 4180, and what spreadsheets need.</summary>
public sealed class CsvFormatTests
{
    [Theory]
    [InlineData("a@example.com", "a@example.com")]
    [InlineData(null, "")]
    [InlineData("a,b@example.com", "\"a,b@example.com\"")]
    [InlineData("\"a\"@example.com", "\"\"\"a\"\"@example.com\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a;b c", "a;b c")]
    [InlineData("=1+1@example.com", "=1+1@example.com")]
    [InlineData("müller@example.com", "müller@example.com")]
    public void Write_Always_QuotesOnlyWhatNeedsIt(string? email, string cell) =>
        Assert.Equal($"1,2,{cell},+14158519136,secondary,2026-11-26T09:00:00.12Z\r\n", Write(isForSpreadsheets: false, Contact(email, "+14158519136")));

    [Theory]
    [InlineData("=1+1@example.com", "'=1+1@example.com")]
    [InlineData("+a@example.com", "'+a@example.com")]
    [InlineData("-a@example.com", "'-a@example.com")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "'\ta")]
    [InlineData("\ra", "\"'\ra\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("a=b@example.com", "a=b@example.com")]
    [InlineData("'a@example.com", "'a@example.com")]
    public void Write_WhenForSpreadsheets_PutsAnApostropheBeforeFormulas(string email, string cell) =>
        Assert.Equal($"1,2,{cell},'+14158519136,secondary,2026-11-26T09:00:00.12Z\r\n", Write(isForSpreadsheets: true, Contact(email, "+14158519136")));

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "\uFEFF")]
    public void Begin_Always_WritesTheHeaderAndAByteOrderMarkOnlyForSpreadsheets(bool isForSpreadsheets, string mark)
    {
        var output = new ArrayBufferWriter<byte>();

        new CsvFormat(isForSpreadsheets).Begin(output);

        Assert.Equal($"{mark}customer,id,email,phoneNumber,linkPrecedence,createdAt\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Write(bool isForSpreadsheets, ExportedContact contact)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvFormat(isForSpreadsheets).Write(contact, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static ExportedContact Contact(string? email, string phoneNumber) =>
        new(1, 2, email, phoneNumber, "secondary", new DateTime(2026, 11, 26, 9, 0, 0, 120, DateTimeKind.Utc));
}
