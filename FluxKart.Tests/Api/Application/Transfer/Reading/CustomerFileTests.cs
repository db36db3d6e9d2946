using System.IO.Compression;
using System.Text;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Application.Transfer.Reading.Decoding;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>What kinds of files are read, and what of a damaged one.</summary>
public sealed class CustomerFileTests
{
    private static readonly string[] Detected = ["Email addresses are read from email.", "Phone numbers are read from phone."];

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task ReadAsync_WhenSeparatorIsUsual_DetectsIt(char separator)
    {
        var file = await ReadFile.OfAsync($"name{separator}email{separator}phone\r\n\"Lund, Ada\"{separator}ada@shop.example{separator}+4930901820\r\n");

        var row = Assert.Single(file.Rows);
        Assert.Equal(["name", "email", "phone"], file.Header);
        Assert.Equal(["Lund, Ada", "ada@shop.example", "+4930901820"], row.Cells);
        Assert.Equal(["ada@shop.example"], ReadFile.Emails(row));
        Assert.Equal(["+4930901820"], ReadFile.PhoneNumbers(row));
        Assert.Equal(2, row.Line);
        Assert.Empty(row.Faults);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(',')]
    public async Task ReadAsync_WhenExcelStatesTheSeparator_UsesIt(char? given)
    {
        var row = await ReadFile.RowOfAsync(
            "sep=;\nemail;phone,home\nada@shop.example;+4930901820\n", new ReadingOptions { Delimiter = given });

        Assert.Equal(["ada@shop.example"], ReadFile.Emails(row));
        Assert.Equal(3, row.Line);
    }

    [Fact]
    public async Task ReadAsync_WhenDelimiterIsGiven_UsesIt()
    {
        var row = await ReadFile.RowOfAsync("email;a,b;c,d\nada@shop.example;1,2\n", new ReadingOptions { Delimiter = ';' });

        Assert.Equal(["ada@shop.example", "1,2"], row.Cells);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task ReadAsync_WhenFileHasByteOrderMark_ReadsItsEncoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        var file = await ReadFile.OfAsync([.. encoding.GetPreamble(), .. encoding.GetBytes("email,name\nada@shop.example,Zoë\n")]);

        Assert.Equal(["ada@shop.example", "Zoë"], Assert.Single(file.Rows).Cells);
        Assert.Equal("email", file.Header[0]);
    }

    [Fact]
    public async Task ReadAsync_WhenFileIsNotUtf8_ReadsWindows1252AndSaysSo()
    {
        var file = await ReadFile.OfAsync(Latin("email,name\nada@shop.example,Ada\nzoe@shop.example,Zoë “Z”\n"));

        Assert.Equal("Zoë “Z”", file.Rows[1].Cells[1]);
        Assert.Contains(file.Notes, note => note.Contains("Windows-1252", StringComparison.Ordinal) && note.Contains("line 3", StringComparison.Ordinal));
        Assert.All(file.Rows, row => Assert.Empty(row.Faults));
    }

    [Fact]
    public async Task ReadAsync_WhenUtf8FileHasInvalidBytes_RefusesTheRowAndNamesTheLine()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("email,name\nzoe@shop.example,Zoë\nada@shop.example,\"Ada\n"), 0xEB, .. "\"\nbo@shop.example,Bo\n"u8];

        var file = await ReadFile.OfAsync(bytes);

        Assert.Equal([false, true, false], file.Rows.Select(row => row.IsRefused));
        Assert.Equal(3, file.Rows[1].Line);
        Assert.StartsWith("Line 4 has bytes", Assert.Single(file.Rows[1].Faults).Error, StringComparison.Ordinal);
        Assert.Empty(file.Rows[1].Emails);
    }

    [Fact]
    public async Task ReadAsync_WhenEncodingIsGiven_RefusesRowsThatAreNotInIt()
    {
        var file = await ReadFile.OfAsync(
            Latin("email,name\nzoe@shop.example,Zoë\nada@shop.example,Ada\n"), new ReadingOptions { Encoding = Encoding.UTF8 });

        Assert.Equal([true, false], file.Rows.Select(row => row.IsRefused));
        Assert.StartsWith("Line 2 has bytes", Assert.Single(file.Rows[0].Faults).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenEncodingIsGiven_ReadsIt()
    {
        Assert.True(FileEncodings.TryFind("iso-8859-2", out var encoding));

        var row = (await ReadFile.OfAsync(encoding.GetBytes("email,name\nada@shop.example,Łucja\n"), new ReadingOptions { Encoding = encoding })).Rows[0];

        Assert.Equal("Łucja", row.Cells[1]);
    }

    [Fact]
    public async Task ReadAsync_WhenFileIsGzip_DecompressesAndCountsTheBytesThatCame()
    {
        var zipped = Gzip("email\nada@shop.example\n"u8.ToArray());

        var file = await ReadFile.OfAsync(zipped);

        Assert.Single(file.Rows);
        Assert.Equal(zipped.Length, file.BytesRead);
    }

    [Fact]
    public async Task ReadAsync_WhenGzipIsDamaged_SaysSo()
    {
        var zipped = Gzip("email\nada@shop.example\n"u8.ToArray());
        zipped[12] ^= 0xFF;

        var exception = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadFile.OfAsync(zipped));

        Assert.Contains("gzip", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenGzipIsCutOff_SaysSo()
    {
        var zipped = Gzip(Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"ada{number}@shop.example\n"))));

        var exception = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadFile.OfAsync(zipped[..^1000]));

        Assert.Contains("incomplete", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    [InlineData("PK\u0003\u0004workbook", "Excel")]
    [InlineData("[{\"email\": \"ada@shop.example\"}]", "NDJSON")]
    [InlineData("e\0m\0a\0i\0l\0", "encoding")]
    [InlineData("name,city\nAda,Bonn\n", "columns=email:Email")]
    [InlineData("ada@shop.example,+4930901820\n", "must be a header")]
    [InlineData("email,\"phone\nada@shop.example,1\n", "quote")]
    public async Task OpenAsync_WhenFileIsUnreadable_SaysHowToFixIt(string text, string expected)
    {
        var exception = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadFile.OfAsync(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WhenCellsHaveLineBreaks_KeepsTheLineOfEachRow()
    {
        var file = await ReadFile.OfAsync("email,note\r\n\r\nada@shop.example,\"one\r\ntwo\"\r\n,\r\nbo@shop.example,x\r\n");

        Assert.Equal([3, 6], file.Rows.Select(row => row.Line));
        Assert.Equal("one\r\ntwo", file.Rows[0].Cells[1]);
    }

    [Fact]
    public async Task ReadAsync_WhenFileHasManyRows_KeepsTheirOrder()
    {
        var addresses = Enumerable.Range(0, 5_000).Select(number => $"person{number}@shop.example").ToList();

        var file = await ReadFile.OfAsync("email\n" + string.Join('\n', addresses));

        Assert.Equal(addresses, file.Rows.SelectMany(ReadFile.Emails));
    }

    [Theory]
    [InlineData(",")]
    [InlineData("\" \r\n\",\t")]
    [InlineData("\u00A0, \u3000")]
    public async Task ReadAsync_WhenRowHasOnlyWhiteSpace_LeavesItOut(string blank)
    {
        var row = await ReadFile.RowOfAsync($"email,note\n{blank}\nada@shop.example,\n{blank}");

        Assert.Equal(["ada@shop.example"], ReadFile.Emails(row));
    }

    [Theory]
    [InlineData(",x")]
    [InlineData(" , \u00E9")]
    public async Task ReadAsync_WhenRowHasOnlyANote_RefusesIt(string cells)
    {
        var row = await ReadFile.RowOfAsync($"email,note\n{cells}\n");

        Assert.True(row.IsRefused);
    }

    [Fact]
    public async Task ReadAsync_WhenRowIsShorterThanTheHeader_TakesWhatItHas()
    {
        var row = await ReadFile.RowOfAsync("email,name,phone\nada@shop.example\n");

        Assert.Equal(["ada@shop.example"], ReadFile.Emails(row));
        Assert.Empty(row.Faults);
    }

    [Fact]
    public async Task ReadAsync_WhenRowIsLongerThanTheHeader_RefusesIt()
    {
        var file = await ReadFile.OfAsync("name,email,phone\nLund, Ada,ada@shop.example,555 1234\nBo,bo@shop.example,,,\n");

        Assert.Equal([true, false], file.Rows.Select(row => row.IsRefused));
        Assert.Contains("more cells", Assert.Single(file.Rows[0].Faults).Error, StringComparison.Ordinal);
        Assert.Equal(["Lund", " Ada", "ada@shop.example", "555 1234"], file.Rows[0].Cells);
    }

    [Fact]
    public async Task ReadAsync_WhenQuoteIsNotClosed_RefusesOneLineAndGoesOn()
    {
        var file = await ReadFile.OfAsync(
            "email,name\nada@shop.example,\"Ada\nbo@shop.example,Bo\ncy@shop.example,\"Cy \"\"C\"\"\"\ndi@shop.example,Di\n");

        Assert.Equal([2, 3, 4, 5], file.Rows.Select(row => row.Line));
        Assert.Equal([true, false, false, false], file.Rows.Select(row => row.IsRefused));
        Assert.Contains("never closed", Assert.Single(file.Rows[0].Faults).Error, StringComparison.Ordinal);
        Assert.Equal(["ada@shop.example", "Ada"], file.Rows[0].Cells);
        Assert.Equal("Cy \"C\"", file.Rows[2].Cells[1]);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task ReadAsync_WhenQuoteIsNotClosedInALargeFile_RefusesOneLineAndGoesOn(string lineBreak)
    {
        var lines = Enumerable.Range(0, 20_000).Select(number => number == 5 ? "bad@shop.example,\"Ada" : $"person{number}@shop.example,Bo");

        var file = await ReadFile.OfAsync("email,name" + lineBreak + string.Join(lineBreak, lines));

        Assert.Equal(20_000, file.Rows.Count);
        Assert.Equal(7, Assert.Single(file.Rows, row => row.IsRefused).Line);
        Assert.Equal(20_001, file.Rows[^1].Line);
        Assert.Equal(["person19999@shop.example"], ReadFile.Emails(file.Rows[^1]));
    }

    [Fact]
    public async Task ReadAsync_WhenLineIsTooLong_RefusesItAndGoesOn()
    {
        var file = await ReadFile.OfAsync("email,name\nada@shop.example," + new string('a', 1_000_000) + "\nbo@shop.example,Bo\n");

        Assert.Equal([true, false], file.Rows.Select(row => row.IsRefused));
        Assert.Equal([2, 3], file.Rows.Select(row => row.Line));
        Assert.Equal(["", "", "ada@shop.example," + new string('a', 983) + "…"], file.Rows[0].Cells);
    }

    [Fact]
    public async Task ReadAsync_WhenStreamGivesFewBytesAtOnce_ReadsTheSame()
    {
        var bytes = Latin("name;email\n\"Zoë, \n\"\"Z\"\"\";zoe@shop.example\nBo \"B\";bo@shop.example\n");

        var file = await ReadFile.OfAsync(new TrickleStream(bytes));

        Assert.Equal(["zoe@shop.example", "bo@shop.example"], file.Rows.SelectMany(ReadFile.Emails));
        Assert.Equal("Zoë, \n\"Z\"", file.Rows[0].Cells[0]);
    }

    [Fact]
    public async Task Notes_WhenColumnsAreFound_NameThem()
    {
        var file = await ReadFile.OfAsync("email,phone\nada@shop.example,\n");

        Assert.Equal(Detected, file.Notes);
    }

    private static byte[] Latin(string text) => FileEncodings.Windows1252.GetBytes(text);

    private static byte[] Gzip(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return zipped.ToArray();
    }

    /// <summary>Gives three bytes at a time, as a slow network does.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(3, buffer.Length)], cancellationToken);
    }
}
