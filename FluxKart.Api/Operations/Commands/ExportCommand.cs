using System.IO.Pipelines;
using FluxKart.Api.Application.Transfer;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Writes all contacts to standard output or a file, without serving.</summary>
internal static class ExportCommand
{
    public const string Name = "export";
    public const string ForSpreadsheets = "--for-spreadsheets";

    private const string OutputKey = "output";
    private const string FormatKey = "format";

    private enum Format
    {
        Csv,
        Ndjson,
    }

    /// <summary>The service's settings, and the options of the command in the form of settings.</summary>
    /// <param name="args">What follows the command's name.</param>
    /// <exception cref="OptionsValidationException">An argument is neither an option nor a setting.</exception>
    public static string[] Settings(string[] args)
    {
        string[] settings = [.. args.Select(arg => arg == ForSpreadsheets ? $"{ForSpreadsheets}=true" : arg)];
        CommandArguments.Check(Name, [$"--{OutputKey}", $"--{FormatKey}", ForSpreadsheets], settings);
        return settings;
    }

    /// <param name="services">The service, which has not been started.</param>
    /// <param name="standardOutput">Gets the contacts if no file is named.</param>
    /// <param name="report">Gets a line about the result if a file is named.</param>
    /// <exception cref="DatabaseNotReadyException">The database cannot be used. The message says what to do.</exception>
    /// <exception cref="IncompleteExportException">The export has ended early. The inner exception is the reason.</exception>
    public static async Task RunAsync(IServiceProvider services, Stream standardOutput, TextWriter report)
    {
        var options = new SettingsReader(services.GetRequiredService<IConfiguration>());
        var file = options.Text(OutputKey);
        var format = FormatOf(options);
        options.ThrowIfInvalid();
        await CommandDatabase.CheckAsync(services);

        await using var output = file is null ? standardOutput : File.Create(file);
        var count = await WriteAsync(services, format, output);
        if (file is not null)
            await report.WriteLineAsync($"Wrote {count} contacts to {file}.");
    }

    private static IContactFormat FormatOf(SettingsReader options)
    {
        var format = options.Choice<Format>(FormatKey) ?? Format.Csv;
        var isForSpreadsheets = options.Flag(ForSpreadsheets.TrimStart('-'), unset: false);
        options.Require(
            format == Format.Csv || !isForSpreadsheets,
            $"{ForSpreadsheets} is for CSV only; leave it out, or choose --{FormatKey} csv.");
        return format == Format.Csv ? new CsvFormat(isForSpreadsheets) : new NdjsonFormat();
    }

    private static async Task<long> WriteAsync(IServiceProvider services, IContactFormat format, Stream output)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            var export = scope.ServiceProvider.GetRequiredService<IExportService>();
            return await export.WriteAsync(format, PipeWriter.Create(output), CancellationToken.None);
        }
        catch (Exception exception)
        {
            throw new IncompleteExportException(exception);
        }
    }
}
