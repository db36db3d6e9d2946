using FluxKart.Api.Application.Transfer.Importing;
using Spectre.Console;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Shows the progress as a bar that moves.</summary>
internal sealed class ProgressBar(IAnsiConsole console, TimeProvider clock) : IProgressDisplay
{
    private readonly Lock guard = new();
    private ProgressTask? task;
    private string note = "";
    private long length;
    private long startedAt;

    public Task<ImportResult> ShowAsync(long length, Func<Task<ImportResult>> import)
    {
        this.length = length;
        startedAt = clock.GetTimestamp();
        return console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 16 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                try
                {
                    lock (guard)
                        task = context.AddTask(TextOf(default), maxValue: Math.Max(length, 1));
                    return await import();
                }
                finally
                {
                    lock (guard)
                        task = null;
                }
            });
    }

    public void Report(ImportCounts counts)
    {
        lock (guard)
        {
            // A task that is at its end would be hidden, although its last batch is not committed yet.
            task!.Value = Math.Min(counts.BytesRead, task.MaxValue - 1);
            task.Description = TextOf(counts);
        }
    }

    public void Note(string sentence)
    {
        lock (guard)
        {
            note = $"{sentence} ";
            if (task is null)
                console.WriteLine(sentence);
            else
                task.Description = Markup.Escape(sentence);
        }
    }

    public void Leave() => console.Cursor.Show();

    private string TextOf(ImportCounts counts) =>
        Markup.Escape($"{note}{ProgressText.Of(counts, length, clock.GetElapsedTime(startedAt))}");
}
