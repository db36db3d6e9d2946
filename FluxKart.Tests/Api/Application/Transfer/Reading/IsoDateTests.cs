using CsCheck;
using FluxKart.Api.Application.Transfer.Reading.Values;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

public sealed class IsoDateTests
{
    private static readonly Gen<string> Date = Gen.Select(Gen.Int[1960, 2030], Gen.Int[0, 13], Gen.Int[0, 32])
        .Select((year, month, day) => $"{year:0000}-{month:00}-{day:00}");

    private static readonly Gen<string> Time = Gen.Select(OneOf("T", " "), Gen.Int[0, 24], Gen.Int[0, 60], Gen.Int[0, 60])
        .Select((mark, hours, minutes, seconds) => $"{mark}{hours:00}:{minutes:00}:{seconds:00}");

    private static readonly Gen<string> Decimals = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 99_999_999])
        .Select((length, digits) => length == 0 ? "" : "." + $"{digits:00000000}"[..length]);

    private static readonly Gen<string> Offset =
        Gen.Select(OneOf("", " "), OneOf("+", "-"), Gen.Int[0, 15], OneOf("", ":"), Gen.Int[0, 61])
            .Select((space, sign, hours, colon, minutes) => $"{space}{sign}{hours:00}{colon}{minutes:00}");

    private static readonly Gen<string> Text = Gen.Select(
        Date,
        Gen.OneOf(
            OneOf("", " 07:08", "T7:08:09"),
            Gen.Select(Time, Decimals, Gen.OneOf(OneOf("", "Z", " UTC", "x"), Offset), (time, decimals, offset) => time + decimals + offset)),
        (date, rest) => date + rest);

    [Theory]
    [InlineData("2012-05-06")]
    [InlineData("2012-05-06T07:08:09Z")]
    [InlineData("2012-05-06T07:08:09.1234567Z")]
    [InlineData("2012-05-06 07:08:09 +0000")]
    [InlineData("2012-05-06 07:08:09")]
    public void TryRead_WhenDateIsWrittenAsExportsDo_NeedsNoOtherReader(string text) => Assert.True(IsoDate.TryRead(text, out _));

    [Fact]
    public void TryRead_WhenDateIsWrittenWithDashes_ReadsItAsWithSlashes() => Text.Sample(
        text =>
        {
            // Slashes are read by the patterns alone.
            var isRead = DateText.TryRead(text[..10].Replace('-', '/') + text[10..], format: null, out var expected, out _);

            Assert.Equal(isRead, DateText.TryRead(text, format: null, out var date, out _));
            Assert.Equal(expected, date);
            Assert.Equal(expected?.Kind, date?.Kind);
        },
        iter: 100_000);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
