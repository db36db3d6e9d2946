using System.Threading.Channels;
using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Domain.Importing;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Holds each import after its first batch, until it is released or cancelled, and counts how many run at a time.</summary>
internal sealed class HeldImports
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> held = Channel.CreateUnbounded<bool>();
    private int running;

    public int MostAtATime { get; private set; }

    public void AddTo(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IImportService)).ImplementationType!;
        services.AddScoped<IImportService>(
            provider => new HeldService((IImportService)ActivatorUtilities.CreateInstance(provider, real), this));
    }

    /// <summary>Waits until one more import is held.</summary>
    public Task WaitUntilHeldAsync() =>
        held.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Lets all imports go on.</summary>
    public void Release() => released.TrySetResult();

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        held.Writer.TryWrite(true);
        await released.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class HeldService(IImportService real, HeldImports holds) : IImportService
    {
        public async Task<ImportResult> RunAsync(ImportRequest request, IImportObserver observer, CancellationToken cancellationToken)
        {
            lock (holds)
                holds.MostAtATime = Math.Max(holds.MostAtATime, ++holds.running);
            try
            {
                return await real.RunAsync(request, new HoldingObserver(observer, holds), cancellationToken);
            }
            finally
            {
                lock (holds)
                    holds.running--;
            }
        }
    }

    private sealed class HoldingObserver(IImportObserver observer, HeldImports holds) : IImportObserver
    {
        private bool wasHeld;

        public ValueTask OnStartedAsync(IReadOnlyList<string> header, CancellationToken cancellationToken) =>
            observer.OnStartedAsync(header, cancellationToken);

        public ValueTask OnFaultsAsync(ImportedRow row, CancellationToken cancellationToken) =>
            observer.OnFaultsAsync(row, cancellationToken);

        public async ValueTask OnProgressAsync(ImportProgress counts, CancellationToken cancellationToken)
        {
            await observer.OnProgressAsync(counts, cancellationToken);
            if (!wasHeld)
                await holds.HoldAsync(cancellationToken);
            wasHeld = true;
        }
    }
}
