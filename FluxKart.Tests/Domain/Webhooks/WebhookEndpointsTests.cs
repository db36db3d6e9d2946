using FluxKart.Domain.Webhooks;

namespace FluxKart.Tests.Domain.Webhooks;

public sealed class WebhookEndpointsTests
{
    private static readonly WebhookEndpoint Mail = new("Mail", new Uri("https://mail.example"), []);

    [Theory]
    [InlineData("Mail", true)]
    [InlineData("mAIL", true)]
    [InlineData("Mai", false)]
    [InlineData("", false)]
    public void Find_WhenOnlyTheCaseDiffers_FindsTheEndpoint(string name, bool isFound) =>
        Assert.Equal(isFound ? Mail : null, new WebhookEndpoints([Mail]).Find(name));
}
