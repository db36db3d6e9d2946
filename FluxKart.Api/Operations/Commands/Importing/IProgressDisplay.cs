using FluxKart.Api.Application.Transfer.Importing;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>Shows how far an import has come. <see cref="Report"/> is called from one thread at a time.</summary>
internal interface IProgressDisplay
{
    /// <summary>Runs the import, and shows its progress until it ends.</summary>
    /// <param name="length">The bytes of the file.</param>
    /// <param name="import">The import.</param>
    Task<ImportResult> ShowAsync(long length, Func<Task<ImportResult>> import);

    void Report(ImportProgress counts);

    /// <summary>Shows a sentence at once. Another thread may call it, also before and after the import.</summary>
    void Note(string sentence);

    /// <summary>Restores the terminal, right before the process ends.</summary>
    void Leave();
}
