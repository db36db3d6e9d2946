using FluxKart.Api.Application.Transfer.Jobs;

namespace FluxKart.Tests.Api.Application.Transfer.Jobs;

public sealed class ImportNotesTests
{
    [Theory]
    [InlineData("Email addresses are read from E-mail 1 - Value, E-mail 2 - Value.", true)]
    [InlineData("The file is read as Windows-1252.", true)]
    [InlineData("Email addresses are read from jane@example.com.", false)]
    [InlineData("Phone numbers are read from 030 901820.", false)]
    [InlineData("Phone numbers are read from 12-34 56.", false)]
    public void WithoutValues_WhenANoteMayHaveAValue_LeavesItOut(string note, bool isKept) =>
        Assert.Equal(isKept ? [note] : [], ImportNotes.WithoutValues([note]));
}
