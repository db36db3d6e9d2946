using Spectre.Console;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Where an import reads standard input, and where it reports.</summary>
internal sealed class ImportConsole
{
    /// <summary>Standard input, for an import that reads it.</summary>
    public required Stream Input { get; init; }

    /// <summary>Gets the summary.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Whether a person at a terminal reads the summary, so that it may have values, and nothing keeps it.</summary>
    public required bool ShowsValues { get; init; }

    /// <summary>Shows the progress.</summary>
    public required IProgressDisplay Progress { get; init; }

    /// <summary>The console of this process. The progress goes to standard error, as the log does.</summary>
    public static ImportConsole OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = Console.Out,
        ShowsValues = !Console.IsOutputRedirected,
        Progress = HasPlainErrorOutput
            ? new ProgressLines(Console.Error, TimeProvider.System)
            : new ProgressBar(
                AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), TimeProvider.System),
    };

    private static bool HasPlainErrorOutput =>
        Console.IsErrorRedirected
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        || Environment.GetEnvironmentVariable("TERM") is "dumb";
}
