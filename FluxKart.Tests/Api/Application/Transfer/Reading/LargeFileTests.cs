using System.Text;
using FluxKart.Api.Application.Transfer.Reading;

namespace FluxKart.Tests.Api.Application.Transfer.Reading;

/// <summary>A file is never held in memory.</summary>
public sealed class LargeFileTests
{
    private const long FileSize = 200_000_000;
    private const long AllowedMemory = 64_000_000;

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public async Task ReadAsync_WhenFileIsLarge_NeedsLittleMemory(string lineBreak)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var line = "ada@shop.example," + new string('x', 20_000) + lineBreak;
        using var file = await CustomerFile.OpenAsync(
            new RepeatingStream("email,note\n", line), new ReadingOptions(), TimeProvider.System, cancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;

        await foreach (var row in file.ReadAsync(cancellationToken))
        {
            if (row.Line % 1024 == 0 || row.IsRefused)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        }

        Assert.True(file.BytesRead >= FileSize);
        Assert.InRange(peak - before, long.MinValue, AllowedMemory);
    }

    /// <summary>A header, and then one line again and again, without ever being stored.</summary>
    private sealed class RepeatingStream(string header, string line) : MemoryStream(Encoding.UTF8.GetBytes(header))
    {
        private readonly byte[] line = Encoding.UTF8.GetBytes(line);
        private long count;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            while (count < FileSize && read + line.Length <= buffer.Length)
            {
                line.CopyTo(buffer[read..]);
                read += line.Length;
                count += line.Length;
            }

            return read;
        }
    }
}
