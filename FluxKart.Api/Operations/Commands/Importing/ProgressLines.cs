using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Shows the progress as a line every few seconds, for logs and for terminals without control sequences.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider clock) : IProgressDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long length;
    private long startedAt;
    private long shownAt;

    public Task<ImportResult> ShowAsync(long length, Func<Task<ImportResult>> import)
    {
        this.length = length;
        startedAt = shownAt = clock.GetTimestamp();
        return import();
    }

    public void Report(ImportProgress counts)
    {
        if (clock.GetElapsedTime(shownAt) < Interval)
            return;
        shownAt = clock.GetTimestamp();
        output.WriteLine(ProgressText.Of(counts, length, clock.GetElapsedTime(startedAt)));
    }

    public void Note(string sentence) => output.WriteLine(sentence);

    public void Leave()
    {
    }
}
