using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Domain.Importing;
using Spectre.Console;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Shows the progress as a bar that moves, and a line of text below it.</summary>
internal sealed class ProgressBar(IAnsiConsole console, TimeProvider clock) : IProgressDisplay
{
    private const int Width = 60;

    // Read by the thread that draws.
    private volatile string text = "";
    private volatile string note = "";
    private volatile ProgressTask? task;
    private long length;
    private long startedAt;

    public async Task<ImportResult> ShowAsync(long length, Func<Task<ImportResult>> import)
    {
        this.length = length;
        startedAt = clock.GetTimestamp();
        var progress = console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = Width })
            .UseRenderHook((bar, _) => new Rows(bar, new Text(text), new Text(note)));
        try
        {
            return await progress.StartAsync(async context =>
            {
                // A task that is at its end would be hidden, although its last batch is not committed yet.
                task = context.AddTask("import", maxValue: length + 1);
                return await import();
            });
        }
        finally
        {
            task = null;
        }
    }

    public void Report(ImportProgress counts)
    {
        text = ProgressText.Of(counts, length, clock.GetElapsedTime(startedAt));
        task!.Value = counts.BytesRead;
    }

    public void Note(string sentence)
    {
        if (task is null)
            console.WriteLine(sentence);
        else
            note = sentence;
    }

    public void Leave() => console.Cursor.Show();
}
