using FluxKart.Api.Application.Transfer.Reading;
using FluxKart.Api.Operations.Commands.Importing;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Operations.Commands.Importing;

public sealed class RefusedRowsFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-test-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Imported => Path.Combine(folder.FullName, "customers.csv");

    private string Refused => Path.Combine(folder.FullName, "refused.csv");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Write_WhenARowHasErrors_WritesItForThisUserOnly()
    {
        await File.WriteAllTextAsync(Refused, new string('x', 1000), Cancellation);

        await using (var file = RefusedRowsFile.Create(Refused, Imported))
        {
            await file.StartAsync(["email"], Cancellation);
            await file.WriteAsync(new ImportedRow { Line = 3, Cells = ["a@b@c"], Faults = [new RowFault("email", "Fix it.")], IsRefused = true }, Cancellation);
        }

        Assert.Equal(["email,line,error", "a@b@c,3,email: Fix it."], await File.ReadAllLinesAsync(Refused, Cancellation));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(Refused));
    }

    [Fact]
    public async Task Dispose_WhenNoRowHasErrors_RemovesTheFile()
    {
        await using (var file = RefusedRowsFile.Create(Refused, Imported))
            await file.StartAsync(["email"], Cancellation);

        Assert.False(File.Exists(Refused));
    }

    [Fact]
    public async Task Create_WhenItIsTheImportedFile_LeavesThatAlone()
    {
        await File.WriteAllTextAsync(Imported, "email\n", Cancellation);
        File.CreateSymbolicLink(Refused, Imported);
        using var source = await ImportSource.OpenAsync(Imported, Stream.Null, Cancellation);

        var direct = Assert.Throws<OptionsValidationException>(() => RefusedRowsFile.Create(Path.Combine(folder.FullName, ".", "customers.csv"), Imported));
        var byLink = Assert.Throws<OptionsValidationException>(() => RefusedRowsFile.Create(Refused, Imported));

        Assert.Equal("--errors names the file to import; name another one.", Assert.Single(direct.Failures));
        Assert.StartsWith("The file of --errors cannot be written (", Assert.Single(byLink.Failures), StringComparison.Ordinal);
        Assert.Equal("email\n", await File.ReadAllTextAsync(Imported, Cancellation));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/missing/folder/refused.csv")]
    public void Create_WhenItCannotBeAFile_SaysSo(string path)
    {
        var mode = ModeOf(path);

        var failure = Assert.Throws<OptionsValidationException>(() => RefusedRowsFile.Create(path, Imported));

        Assert.Matches("^The file of --errors cannot be written [(].*[)]; name another one[.]$", Assert.Single(failure.Failures));
        Assert.Equal(mode, ModeOf(path));
    }

    private static UnixFileMode? ModeOf(string path) =>
        OperatingSystem.IsWindows() || !File.Exists(path) ? null : File.GetUnixFileMode(path);
}
