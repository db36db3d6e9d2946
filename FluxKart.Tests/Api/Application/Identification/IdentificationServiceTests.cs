using FluxKart.Api.Application.Events;
using FluxKart.Api.Application.Identification;
using FluxKart.Api.Application.Identification.Batching;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Domain;
using FluxKart.Tests.Domain.Customers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FluxKart.Tests.Api.Application.Identification;

public sealed class IdentificationServiceTests
{
    private static readonly ContactDetails Details = Parsed.Details("doc@example.com", "123456");

    // The unit of work's own token, which all work inside it must observe.
    private static readonly CancellationTokenSource Work = new();

    private readonly ContactStore store = new();
    private readonly Mock<IContactRepository> contacts = new(MockBehavior.Strict);
    private readonly Mock<IUnitOfWork> unitOfWork = new(MockBehavior.Strict);
    private bool isInUnitOfWork;

    public IdentificationServiceTests()
    {
        contacts
            .Setup(repository => repository.LoadAsync(It.Is<CustomerScope>(scope => IsOfRequest(scope)), CancellationToken.None))
            .ReturnsAsync(() => store.Load(Details));
        contacts
            .Setup(repository => repository.SaveAsync(It.IsAny<CustomerSet>(), Work.Token))
            .Returns((CustomerSet set, CancellationToken _) =>
            {
                Assert.True(isInUnitOfWork);
                store.Save(set);
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task IdentifyAsync_WhenContactIsKnown_ReturnsTheCustomerWithoutAUnitOfWork()
    {
        var primary = store.AddPrimary("doc@example.com", "123456");

        var customer = await IdentifyAsync();

        Assert.Equal(primary.Id, customer.PrimaryContactId);
        Assert.Equal(["doc@example.com"], customer.Emails.Select(email => email.Value));
        Assert.Single(store.Contacts);
    }

    [Fact]
    public async Task IdentifyAsync_WhenContactIsNew_SavesItInsideTheUnitOfWork()
    {
        SetUpUnitOfWork(tries: 1);
        SetUpLoadForUpdate(() => store.Load(Details));

        var customer = await IdentifyAsync();

        var contact = Assert.Single(store.Contacts);
        Assert.Equal(Details, new ContactDetails(contact.Email, contact.PhoneNumber));
        Assert.Equal(contact.Id, customer.PrimaryContactId);
        Assert.False(isInUnitOfWork);
    }

    [Fact]
    public async Task IdentifyAsync_WhenCustomersMerge_SavesTheLink()
    {
        SetUpUnitOfWork(tries: 1);
        SetUpLoadForUpdate(() => store.Load(Details));
        var older = store.AddPrimary("doc@example.com");
        var younger = store.AddPrimary(phoneNumber: "123456");

        var customer = await IdentifyAsync();

        Assert.Equal(older.Id, younger.LinkedId);
        Assert.Equal([younger.Id], customer.SecondaryContactIds);
    }

    [Fact]
    public async Task IdentifyAsync_WhenAnotherRequestCreatesTheContactFirst_ReturnsThatContact()
    {
        SetUpUnitOfWork(tries: 1);
        SetUpLoadForUpdate(() =>
        {
            store.AddPrimary("doc@example.com", "123456");
            return store.Load(Details);
        });

        var customer = await IdentifyAsync();

        Assert.Equal(Assert.Single(store.Contacts).Id, customer.PrimaryContactId);
        Assert.Empty(customer.SecondaryContactIds);
    }

    [Fact]
    public async Task IdentifyAsync_WhenTheUnitOfWorkRetries_KeepsNothingFromTheEarlierTry()
    {
        SetUpUnitOfWork(tries: 2);
        // The first try finds no contact and is rolled back. Before the second, another request creates one.
        var rolledBack = new ContactStore();
        var sets = new Queue<CustomerSet>([rolledBack.Load(Details)]);
        SetUpLoadForUpdate(() =>
        {
            if (sets.TryDequeue(out var first))
                return first;
            store.AddPrimary("doc@example.com", "999", age: 1);
            return store.Load(Details);
        });
        contacts
            .Setup(repository => repository.SaveAsync(It.Is<CustomerSet>(set => set.StoredPrimaryIds.Count == 0), Work.Token))
            .Returns((CustomerSet set, CancellationToken _) =>
            {
                rolledBack.Save(set);
                return Task.CompletedTask;
            });

        var customer = await IdentifyAsync();

        Assert.Equal(LinkPrecedence.Primary, Assert.Single(rolledBack.Contacts).LinkPrecedence);
        Assert.Equal(1, customer.PrimaryContactId);
        Assert.Equal([2], customer.SecondaryContactIds);
        Assert.Equal(["999", "123456"], customer.PhoneNumbers.Select(phoneNumber => phoneNumber.Value));
        Assert.Equal([null, 1L], store.Contacts.Select(contact => contact.LinkedId));
    }

    [Fact]
    public async Task IdentifyAsync_WhenSavingFails_PropagatesTheException()
    {
        SetUpUnitOfWork(tries: 1);
        SetUpLoadForUpdate(() => store.Load(Details));
        contacts
            .Setup(repository => repository.SaveAsync(It.IsAny<CustomerSet>(), Work.Token))
            .ThrowsAsync(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => IdentifyAsync());
    }

    [Fact]
    public async Task TryAdmit_WhenTheReadQueueIsFull_IsFalse()
    {
        var (loading, loaded) = HoldLoads();
        store.AddPrimary("doc@example.com", "123456");
        var batching = new BatchingOptions { MaxBatchSize = 1, MaxQueueLength = 1 };
        await using var services = CreateServices(new IdentificationOptions { Batching = batching });
        var service = services.GetRequiredService<IdentificationService>();

        var first = service.IdentifyAsync(Details, TestContext.Current.CancellationToken);
        await loading.WaitAsync(TestContext.Current.CancellationToken);
        var admission = services.GetRequiredService<IdentificationQueues>();
        Assert.True(admission.TryAdmit());
        var second = service.IdentifyAsync(Details, TestContext.Current.CancellationToken);

        Assert.False(admission.TryAdmit());
        loaded.SetResult(store.Load(Details));
        Assert.IsType<IdentifiedCustomer>(await first);
        Assert.IsType<IdentifiedCustomer>(await second);
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task IdentifyAsync_WhenTheDatabaseDoesNotRespond_FailsAfterTenSeconds()
    {
        var (loading, loaded) = HoldLoads();
        var clock = new FakeTimeProvider();
        await using var services = CreateServices(new IdentificationOptions(), clock);
        var service = services.GetRequiredService<IdentificationService>();

        var inBatch = service.IdentifyAsync(Details, TestContext.Current.CancellationToken);
        await loading.WaitAsync(TestContext.Current.CancellationToken);
        var waiting = service.IdentifyAsync(Details, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(inBatch.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => inBatch);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => waiting);
        store.AddPrimary("doc@example.com", "123456");
        loaded.SetResult(store.Load(Details));
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task IdentifyAsync_WhenABugSurfacesAfterTheTimeout_LogsTheException()
    {
        var (loading, loaded) = HoldLoads();
        var logged = new TaskCompletionSource<object?>();
        var log = new Mock<ILogger<IdentificationService>>();
        log.Setup(logger => logger.IsEnabled(LogLevel.Error)).Returns(true);
        log
            .Setup(logger => logger.Log(
                LogLevel.Error,
                It.IsAny<EventId>(),
                It.IsAny<It.IsAnyType>(),
                It.IsAny<Exception>(),
                It.IsAny<Func<It.IsAnyType, Exception?, string>>()))
            .Callback(new InvocationAction(entry => logged.SetResult(entry.Arguments[3])));
        var clock = new FakeTimeProvider();
        await using var services = CreateServices(new IdentificationOptions(), clock, log.Object);
        var service = services.GetRequiredService<IdentificationService>();
        var identifying = service.IdentifyAsync(Details, TestContext.Current.CancellationToken);
        await loading.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => identifying);

        var bug = new InvalidOperationException();
        loaded.SetException(bug);

        Assert.Same(bug, await logged.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private static bool IsOfRequest(CustomerScope scope) => scope.Requests.SequenceEqual([Details]);

    private async Task<CustomerSnapshot> IdentifyAsync()
    {
        await using var services = CreateServices(new IdentificationOptions());
        var service = services.GetRequiredService<IdentificationService>();
        try
        {
            return Assert.IsType<IdentifiedCustomer>(await service.IdentifyAsync(Details, TestContext.Current.CancellationToken)).Customer;
        }
        finally
        {
            await service.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    private ServiceProvider CreateServices(
        IdentificationOptions options, TimeProvider? clock = null, ILogger<IdentificationService>? log = null) => new ServiceCollection()
        .AddMetrics()
        .AddSingleton(log ?? NullLogger<IdentificationService>.Instance)
        .AddSingleton(contacts.Object)
        .AddSingleton(unitOfWork.Object)
        .AddScoped<BatchIdentification>()
        .AddSingleton<IdentificationMetrics>()
        .AddSingleton<EventMetrics>()
        .AddSingleton<BatchingTelemetry>()
        .AddSingleton(clock ?? TimeProvider.System)
        .AddSingleton<IdentificationQueues>()
        .AddSingleton(options)
        .AddSingleton<IdentificationService>()
        .BuildServiceProvider();

    private void SetUpLoadForUpdate(Func<CustomerSet> load) => contacts
        .Setup(repository => repository.LoadForUpdateAsync(It.Is<CustomerScope>(scope => IsOfRequest(scope)), Work.Token))
        .ReturnsAsync(() =>
        {
            Assert.True(isInUnitOfWork);
            return load();
        });

    /// <summary>Lets loads start, but holds them until their result is set.</summary>
    private (Task Loading, TaskCompletionSource<CustomerSet> Loaded) HoldLoads()
    {
        var loading = new TaskCompletionSource();
        var loaded = new TaskCompletionSource<CustomerSet>();
        contacts
            .Setup(repository => repository.LoadAsync(It.IsAny<CustomerScope>(), CancellationToken.None))
            .Callback(() => loading.TrySetResult())
            .Returns(loaded.Task);
        return (loading.Task, loaded);
    }

    /// <summary>Runs the work once for each try, as after a deadlock, and returns the result of the last try.</summary>
    private void SetUpUnitOfWork(int tries) => unitOfWork
        .Setup(unit => unit.ExecuteAsync(
            It.IsAny<Func<CancellationToken, Task<IdentifiedBatch>>>(), CancellationToken.None))
        .Returns(async (Func<CancellationToken, Task<IdentifiedBatch>> work, CancellationToken _) =>
        {
            isInUnitOfWork = true;
            for (var rolledBack = 1; rolledBack < tries; rolledBack++)
                await work(Work.Token);
            var customers = await work(Work.Token);
            isInUnitOfWork = false;
            return customers;
        });
}
