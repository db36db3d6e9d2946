using System.Text.Json;
using FluxKart.Api.Contracts.Webhooks;
using FluxKart.Api.Validation;

namespace FluxKart.Tests.Api.Validation;

public sealed class ReplayRequestValidatorTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"after": null}""")]
    [InlineData("""{"after": -1}""")]
    [InlineData("""{"after": 1.5}""")]
    [InlineData("""{"after": 9223372036854775808}""")]
    [InlineData("""{"after": "7"}""")]
    [InlineData("""{"after": [7]}""")]
    [InlineData("""{"after": {"id": 7}}""")]
    [InlineData("""{"after": true}""")]
    public void Validate_WhenThePositionIsInvalid_SaysHowToFixIt(string json)
    {
        var failure = Assert.Single(new ReplayRequestValidator().Validate(Read(json)).Errors);

        Assert.Equal("After", failure.PropertyName);
        Assert.Equal("Send the id of an event as a whole number, or 0 to begin with the first event.", failure.ErrorMessage);
    }

    [Theory]
    [InlineData("""{"after": 0}""", 0)]
    [InlineData("""{"after": 9223372036854775807, "x": 1}""", long.MaxValue)]
    public void Validate_WhenThePositionIsValid_AcceptsIt(string json, long after)
    {
        Assert.True(new ReplayRequestValidator().Validate(Read(json)).IsValid);
        Assert.Equal(after, Read(json).After.Value);
    }

    private static ReplayRequest Read(string json) => JsonSerializer.Deserialize<ReplayRequest>(json, JsonSerializerOptions.Web)!;
}
