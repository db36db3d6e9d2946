using System.Buffers;
using System.Text.Json;
using FluxKart.Api.Contracts;

namespace FluxKart.Tests.Api.Contracts;

public sealed class SubmittedValueConverterTests
{
    private static readonly SubmittedValue Other = new(SubmittedKind.Other, null);

    [Theory]
    [InlineData("\"123456\"", "123456")]
    [InlineData("\"\"", "")]
    [InlineData("\"  \"", "  ")]
    [InlineData("\"a\\u0000\\n\\\"\"", "a\0\n\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001F600")]
    [InlineData("\"1.5\"", "1.5")]
    public void Read_WhenValueIsAString_KeepsItUnchanged(string json, string expected) =>
        Assert.Equal(new SubmittedValue(SubmittedKind.Text, expected), Read(json));

    [Theory]
    [InlineData("0")]
    [InlineData("123456")]
    [InlineData("919876543210")]
    [InlineData("18446744073709551616")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public void Read_WhenValueIsAnInteger_KeepsItsDigits(string json) =>
        Assert.Equal(new SubmittedValue(SubmittedKind.Digits, json), Read(json));

    [Theory]
    [InlineData("4930123456.0", "4930123456")]
    [InlineData("4930123456.00", "4930123456")]
    [InlineData("0.0", "0")]
    public void Read_WhenIntegerIsWrittenAsAFloat_KeepsItsDigits(string json, string expected) =>
        Assert.Equal(new SubmittedValue(SubmittedKind.Digits, expected), Read(json));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.05")]
    [InlineData("1.10")]
    [InlineData("1.000")]
    [InlineData("-1.0")]
    [InlineData("1.0e1")]
    [InlineData("4.930123456E9")]
    [InlineData("1e3")]
    [InlineData("1E3")]
    [InlineData("-1")]
    [InlineData("-0")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("{}")]
    [InlineData("{\"email\": {\"phoneNumber\": [1, {}]}}")]
    [InlineData("[]")]
    [InlineData("[\"123456\", [1]]")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\ude00\\ud83d\"")]
    public void Read_WhenValueIsOfAnotherKind_ReturnsOther(string json) => Assert.Equal(Other, Read(json));

    [Fact]
    public void Read_WhenStringIsInvalidUtf8_ReturnsOther() => Assert.Equal(
        Other, JsonSerializer.Deserialize<IdentifyRequest>([.. "{\"email\": \""u8, 0xFF, .. "\"}"u8], JsonSerializerOptions.Web)?.Email);

    [Fact]
    public void Read_WhenValueIsNull_TreatsItAsAbsent() => Assert.Equal(default, Read("null"));

    [Fact]
    public void Read_WhenPropertiesAreMissing_TreatsThemAsAbsent() => Assert.Equal((default, default), ReadBoth("{}"));

    [Fact]
    public void Read_WhenNumberIsSplitAcrossBuffers_KeepsItsDigits()
    {
        var first = new Segment("12345"u8.ToArray());
        var last = first.Append("67890 "u8.ToArray());
        var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));
        Assert.True(reader.Read());
        Assert.True(reader.HasValueSequence);

        Assert.Equal(
            new SubmittedValue(SubmittedKind.Digits, "1234567890"),
            new SubmittedValueConverter().Read(ref reader, typeof(SubmittedValue), JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData("email", "phoneNumber")]
    [InlineData("Email", "PhoneNumber")]
    [InlineData("EMAIL", "PHONENUMBER")]
    [InlineData("eMail", "phonenumber")]
    public void Read_WhenPropertyNamesAreInAnyCase_FindsThem(string email, string phoneNumber) => Assert.Equal(
        (SubmittedValue.Of("doc@example.com"), new SubmittedValue(SubmittedKind.Digits, "123456")),
        ReadBoth($"{{\"{email}\": \"doc@example.com\", \"{phoneNumber}\": 123456}}"));

    [Fact]
    public void Read_WhenOtherPropertiesAreSent_IgnoresThem() => Assert.Equal(
        (SubmittedValue.Of("doc@example.com"), SubmittedValue.Of("123456")),
        ReadBoth(
            """
            {
                "order": {"email": "inner@example.com", "items": [1, 2, {"phoneNumber": 5}]},
                "email": "doc@example.com",
                "id": -1.5e3,
                "phoneNumber": "123456",
                "phone_number": "9"
            }
            """));

    [Fact]
    public void Read_WhenThePreviousValueIsOfAnotherKind_ReadsTheNextOne() => Assert.Equal(
        (Other, SubmittedValue.Of("123456")),
        ReadBoth("{\"email\": {\"phoneNumber\": [true]}, \"phoneNumber\": \"123456\"}"));

    private static SubmittedValue Read(string json)
    {
        var (email, phoneNumber) = ReadBoth($"{{\"email\": {json}, \"phoneNumber\": {json}}}");
        Assert.Equal(email, phoneNumber);
        return phoneNumber;
    }

    private static (SubmittedValue Email, SubmittedValue PhoneNumber) ReadBoth(string json) =>
        JsonSerializer.Deserialize<IdentifyRequest>(json, JsonSerializerOptions.Web) is { } request
            ? (request.Email, request.PhoneNumber)
            : throw new ArgumentException("null", nameof(json));

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = Memory.Length };
            Next = next;
            return next;
        }
    }
}
