using System.Text.Json;
using FluxKart.Api.Application.Webhooks;
using FluxKart.Api.Contracts.Webhooks;
using FluxKart.Domain.Webhooks;

namespace FluxKart.Tests.Api.Mapping;

public sealed class WebhookProfileTests
{
    [Fact]
    public void Map_WhenAnEventHasFailed_SaysWhichOneAndSinceWhen()
    {
        var now = new DateTime(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc);
        var webhook = Webhook.StartAfter("mail", 7);
        webhook.RecordDelivery(8, 204, now.AddSeconds(-2));
        webhook.RecordFailure(9, new DeliveryFailure(500, "why", IsGone: false, RetryAfter: null), now, random: 0.5);

        Assert.Equal(
            """{"name":"mail","url":"https://mail.example/","state":"failing","position":8,"behind":3,"failingEventId":9,"failingSince":"2026-11-26T09:00:00Z","attempts":1,"nextAttemptAt":"2026-11-26T09:00:04Z","lastStatus":500,"lastError":"why","lastDeliveredAt":"2026-11-26T08:59:58Z"}""",
            JsonSerializer.Serialize(Map("https://mail.example", webhook, 3), JsonSerializerOptions.Web));
    }

    [Fact]
    public void Map_WhenNothingHasBeenSent_WritesNulls() => Assert.Equal(
        """{"name":"mail","url":"https://mail.example/","state":"running","position":7,"behind":0,"failingEventId":null,"failingSince":null,"attempts":0,"nextAttemptAt":null,"lastStatus":null,"lastError":null,"lastDeliveredAt":null}""",
        JsonSerializer.Serialize(Map("https://mail.example", Webhook.StartAfter("mail", 7), 0), JsonSerializerOptions.Web));

    [Theory]
    [InlineData("https://mail.example/fluxkart?token=secret#secret", "https://mail.example/fluxkart")]
    [InlineData("https://user:secret@mail.example:8443/a%20b", "https://mail.example:8443/a%20b")]
    [InlineData("http://127.0.0.1:9000", "http://127.0.0.1:9000/")]
    public void Map_WhenTheUrlMayHoldASecret_LeavesItOut(string url, string shown) =>
        Assert.Equal(shown, Map(url, Webhook.StartAfter("mail", 7), 0).Url);

    private static WebhookResponse Map(string url, Webhook webhook, long behind) => Mappers.Create().Map<WebhookResponse>(
        new WebhookStatus(new WebhookEndpoint("mail", new Uri(url), []), webhook, behind));
}
