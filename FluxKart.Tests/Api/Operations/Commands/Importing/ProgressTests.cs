using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Api.Operations.Commands.Importing;
using FluxKart.Domain.Importing;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace FluxKart.Tests.Api.Operations.Commands.Importing;

public sealed class ProgressTests : IDisposable
{
    private static readonly ImportProgress Counts =
        new() { Rows = 120_000, Created = 80_000, Merged = 12, Matched = 39_987, Refused = 1, BytesRead = 6100 };

    private readonly FakeTimeProvider clock = new();
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void Text_Always_HasTheCountsTheRateAndTheTimeLeft() => Assert.Equal(
        "120,000 rows, 24,000 a second, 80,000 created, 12 merged, 1 refused, 61 %, 3.2 s left",
        ProgressText.Of(Counts, 10_000, TimeSpan.FromSeconds(5)));

    [Fact]
    public void Text_WhenItHasJustBegun_HasNoRate() =>
        Assert.Equal("0 rows, 0 created, 0 merged, 0 refused, 0 %", ProgressText.Of(default, 10_000, TimeSpan.FromSeconds(0.5)));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.9, "9.9 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(90_000, "25 h 0 min")]
    public void Duration_Always_HasTwoUnitsAtMost(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Lines_WhenBatchesAreCommitted_WritesOneEveryFiveSeconds()
    {
        var lines = new ProgressLines(output, clock);

        await ShowAsync(lines, seconds: 12);

        Assert.Equal(
            "120,000 rows, 24,000 a second, 80,000 created, 12 merged, 1 refused, 61 %, 3.2 s left\n"
            + "120,000 rows, 12,000 a second, 80,000 created, 12 merged, 1 refused, 61 %, 6.4 s left\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Bar_WhenABatchIsCommitted_ShowsABarAndTheText()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new WideOutput(output),
        });
        var bar = new ProgressBar(console, clock);

        await ShowAsync(bar, seconds: 6);
        bar.Note("Stopping [soon].");

        Assert.Contains("━", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("12 merged, 1 refused, 61 %", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Stopping [soon].", output.ToString(), StringComparison.Ordinal);
    }

    private async Task ShowAsync(IProgressDisplay display, int seconds) => await display.ShowAsync(10_000, async () =>
    {
        for (var second = 0; second < seconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            display.Report(Counts);
        }

        return new ImportResult(Counts, IsComplete: true, [], [], []);
    });

    private sealed class WideOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 160;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
