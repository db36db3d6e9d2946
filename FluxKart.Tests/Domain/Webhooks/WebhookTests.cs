using FluxKart.Domain.Webhooks;

namespace FluxKart.Tests.Domain.Webhooks;

/// <summary>What a delivery and a failure make of a webhook. Every pause here is the longest one, as with the random value 1.</summary>
public sealed class WebhookTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 9, 0, 0, DateTimeKind.Utc);
    private static readonly DeliveryFailure Failure = new(500, "The receiver responded with status 500.", IsGone: false, RetryAfter: null);

    private readonly Webhook webhook = Webhook.StartAfter("mail", 7);

    [Fact]
    public void StartAfter_Always_RunsAndHasDeliveredNothing()
    {
        Assert.Equal(("mail", 7L, WebhookState.Running), (webhook.Name, webhook.Position, webhook.State));
        Assert.Null(webhook.FailingEventId);
        Assert.Null(webhook.LastDeliveredAt);
    }

    [Fact]
    public void RecordDelivery_Always_MovesThePosition()
    {
        webhook.RecordDelivery(9, 204, Now);

        Assert.Equal((9L, WebhookState.Running, 204), (webhook.Position, webhook.State, webhook.LastStatus));
        Assert.Equal(Now, webhook.LastDeliveredAt);
    }

    [Fact]
    public void RecordDelivery_WhenTheWebhookHasFailed_ForgetsTheFailure()
    {
        Fail(8);

        webhook.RecordDelivery(8, 200, Now.AddSeconds(5));

        Assert.Equal(WebhookState.Running, webhook.State);
        Assert.Equal((null, null, 0), (webhook.FailingEventId, webhook.FailingSince, webhook.Attempts));
        Assert.Equal((null, 200, null), (webhook.NextAttemptAt, webhook.LastStatus, webhook.LastError));
    }

    [Fact]
    public void RecordFailure_Always_StaysAtTheEventAndSaysWhy()
    {
        Fail(8);

        Assert.Equal((7L, WebhookState.Failing, 8L), (webhook.Position, webhook.State, webhook.FailingEventId));
        Assert.Equal((Now, 500, Failure.Error), (webhook.FailingSince, webhook.LastStatus, webhook.LastError));
        Assert.Equal((1, Now.AddSeconds(5)), (webhook.Attempts, webhook.NextAttemptAt));
    }

    [Fact]
    public void RecordFailure_WhenItFailsAgain_CountsTheAttemptsAndKeepsTheFirstTime()
    {
        Fail(8);
        Fail(8, after: TimeSpan.FromSeconds(5));

        Assert.Equal((2, Now), (webhook.Attempts, webhook.FailingSince));
        Assert.Equal(Now.AddSeconds(5 + 10), webhook.NextAttemptAt);
    }

    [Fact]
    public void RecordFailure_WhenAnotherEventFails_CountsItsOwnAttempts()
    {
        Fail(8);
        Fail(8);

        Fail(9);

        Assert.Equal((9L, 1), (webhook.FailingEventId, webhook.Attempts));
    }

    [Fact]
    public void RecordFailure_WhenThereIsNoResponse_HasNoStatus()
    {
        webhook.RecordDelivery(8, 200, Now);

        Fail(9, Failure with { Status = null });

        Assert.Null(webhook.LastStatus);
    }

    [Fact]
    public void RecordFailure_WhenTheReceiverIsGone_StopsAtOnce()
    {
        Fail(8, Failure with { Status = 410, IsGone = true });

        Assert.Equal((WebhookState.Stopped, 8L), (webhook.State, webhook.FailingEventId));
        Assert.Null(webhook.NextAttemptAt);
    }

    [Fact]
    public void RecordFailure_WhenItHasFailedForTwoDays_Stops()
    {
        Fail(8);
        Fail(8, after: TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal((WebhookState.Failing, Now.AddDays(2)), (webhook.State, webhook.NextAttemptAt));

        Fail(8, after: TimeSpan.FromDays(2));

        Assert.Equal(WebhookState.Stopped, webhook.State);
        Assert.Null(webhook.NextAttemptAt);
    }

    [Fact]
    public void RecordFailure_WhenADeliveryCameInBetween_HasTwoDaysAgain()
    {
        Fail(8);
        webhook.RecordDelivery(8, 200, Now.AddDays(1));

        Fail(9, after: TimeSpan.FromDays(2));

        Assert.Equal((WebhookState.Failing, Now.AddDays(2)), (webhook.State, webhook.FailingSince));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(60, 60)]
    public void RecordFailure_WhenTheReceiverAsksToWait_WaitsForTheLongerTime(int retryAfter, int seconds)
    {
        Fail(8, Failure with { RetryAfter = TimeSpan.FromSeconds(retryAfter) });

        Assert.Equal(Now.AddSeconds(seconds), webhook.NextAttemptAt);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10_000_000)]
    public void RecordFailure_WhenTheReceiverAsksToWaitBeyondTwoDays_TriesOnceMoreAtTheirEnd(int days)
    {
        Fail(8, Failure with { RetryAfter = TimeSpan.FromDays(days) });

        Assert.Equal((WebhookState.Failing, Now.AddDays(2)), (webhook.State, webhook.NextAttemptAt));
    }

    private void Fail(long eventId, DeliveryFailure? failure = null, TimeSpan after = default) =>
        webhook.RecordFailure(eventId, failure ?? Failure, Now + after, random: 1);
}
