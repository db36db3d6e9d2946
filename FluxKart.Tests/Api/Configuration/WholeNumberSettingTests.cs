using FluxKart.Api.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Configuration;

public sealed class WholeNumberSettingTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    [InlineData("")]
    [InlineData(" ")]
    public void Check_WhenItIsNoNumberOfTheRange_NamesItAndTheLegalValues(string value) => Assert.Equal(
        [$"Oven:Trays is '{value}'; set a whole number from 1 to 10."],
        Assert.Throws<OptionsValidationException>(() => Check(value)).Failures);

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    [InlineData(" 10 ")]
    public void Check_WhenItIsUnsetOrOfTheRange_Passes(string? value) => Check(value);

    [Fact]
    public void Check_WhenItIsBlankAndMayBe_Passes() => Check("", canBeBlank: true);

    private static void Check(string? value, bool canBeBlank = false) => WholeNumberSetting.Check(
        new ConfigurationBuilder().AddInMemoryCollection([new("Oven:Trays", value)]).Build(),
        new WholeNumberSetting("Oven:Trays", 1, 10, canBeBlank));
}
