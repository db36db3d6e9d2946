using System.Text;
using FluxKart.Infrastructure.Webhooks;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace FluxKart.Tests.Infrastructure.Webhooks;

public sealed class SigningSecretTests
{
    private const string Text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void Sign_WhenGivenTheExampleOfTheScheme_ReturnsItsSignature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Parse(Text).Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8));

    [Theory]
    [InlineData("{\"reason\":\"Zoë's order\"}", true)]
    [InlineData("{\"reason\":\"Zoe's order\"}", false)]
    public void Sign_WhenAnotherImplementationVerifies_AcceptsOnlyTheSignedBody(string received, bool isAccepted)
    {
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var headers = new HeaderDictionary
        {
            ["webhook-id"] = "evt_7",
            ["webhook-timestamp"] = $"{timestamp}",
            ["webhook-signature"] = Parse(Text).Sign("evt_7", timestamp, "{\"reason\":\"Zoë's order\"}"u8),
        };

        var exception = Record.Exception(() => new StandardWebhook(Text).Verify(received, headers));

        Assert.Equal(isAccepted ? null : typeof(WebhookVerificationException), exception?.GetType());
    }

    [Theory]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(64)]
    public void TryParse_WhenTheKeyHasALegalLength_IsTrue(int length) => Assert.True(SigningSecret.TryParse(TextOf(length), out _));

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=")]
    [InlineData("fk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void TryParse_WhenTheTextHasAnotherForm_IsFalse(string text) => Assert.False(SigningSecret.TryParse(text, out _));

    [Theory]
    [InlineData(23)]
    [InlineData(65)]
    public void TryParse_WhenTheKeyIsTooShortOrTooLong_IsFalse(int length) => Assert.False(SigningSecret.TryParse(TextOf(length), out _));

    [Fact]
    public void ToString_Always_HidesTheValue() => Assert.Equal("SigningSecret", Parse(Text).ToString());

    private static string TextOf(int length) => $"whsec_{Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('k', length)))}";

    private static SigningSecret Parse(string text)
    {
        Assert.True(SigningSecret.TryParse(text, out var secret));
        return secret;
    }
}
