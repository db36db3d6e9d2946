using System.Text;
using FluxKart.Api.Application.Transfer.Reading.Decoding;
using FluxKart.Api.Operations.Commands.Importing;

namespace FluxKart.Tests.Api.Operations.Commands.Importing;

public sealed class ImportSourceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Open_WhenCalledTwice_ReadsTheFileFromItsBeginningEachTime()
    {
        var path = Path.Combine(folder.FullName, "a.csv");
        await File.WriteAllTextAsync(path, "email\na@example.com\n", Cancellation);

        using var source = await ImportSource.OpenAsync(path, Stream.Null, Cancellation);

        Assert.Equal(20, source.Length);
        Assert.Equal(["email\na@example.com\n", "email\na@example.com\n"], [Read(source), Read(source)]);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Open_WhenItIsStandardInput_ReadsItTwiceAndLeavesNoFile()
    {
        var before = SpooledFiles();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 200_000)));

        using (var source = await ImportSource.OpenAsync("-", input, Cancellation))
        {
            Assert.Equal(200_000, source.Length);
            Assert.Equal([200_000, 200_000], [Read(source).Length, Read(source).Length]);
            // Without a name it cannot stay behind, however the process ends.
            if (!OperatingSystem.IsWindows())
                Assert.Equal(before, SpooledFiles());
        }

        Assert.Equal(before, SpooledFiles());
    }

    [Fact]
    public async Task Open_WhenStandardInputNeverEnds_CanBeCancelled()
    {
        using var stop = new CancellationTokenSource();
        var opening = ImportSource.OpenAsync("-", new EndlessInput(), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task Open_WhenTheFileIsMissing_SaysSo()
    {
        var path = Path.Combine(folder.FullName, "missing.csv");

        var failure = await Assert.ThrowsAsync<UnreadableFileException>(() => ImportSource.OpenAsync(path, Stream.Null, Cancellation));

        Assert.Matches("missing.csv cannot be read [(]Could not find file .*[)][.]$", failure.Message);
    }

    [Fact]
    public async Task Open_WhenItIsAFolder_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<UnreadableFileException>(
            () => ImportSource.OpenAsync(folder.FullName, Stream.Null, Cancellation));

        Assert.Equal($"{folder.FullName} is a folder. Name a file.", failure.Message);
    }

    private static string Read(ImportSource source)
    {
        using var reader = new StreamReader(source.Open());
        return reader.ReadToEnd();
    }

    private static string[] SpooledFiles() => Directory.GetFiles(Path.GetTempPath(), "fluxkart-import-*");

    /// <summary>Like a terminal on which nobody types, it ignores the token.</summary>
    private sealed class EndlessInput : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            new TaskCompletionSource().Task;
    }
}
