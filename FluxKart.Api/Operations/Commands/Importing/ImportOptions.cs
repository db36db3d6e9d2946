using FluxKart.Api.Application.Transfer.Reading;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands.Importing;

/// <summary>
/// What to import, and how. The options are not settings: an environment variable such as <c>COLUMNS</c>, which shells set, would be one.
/// </summary>
internal sealed class ImportOptions
{
    public const string DryRun = "--dry-run";
    public const string Errors = "--errors";
    public const string StandardInput = "-";

    private const string ColumnsName = "--columns";
    private const string DateFormat = "--date-format";
    private const string Region = "--region";
    private const string Delimiter = "--delimiter";
    private const string Encoding = "--encoding";

    // The first argument is the command's name.
    private const int FirstPosition = 2;

    private static readonly string[] Names = [DryRun, Errors, ColumnsName, DateFormat, Region, Delimiter, Encoding];

    private readonly List<string> failures = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> settings = [];
    private string? file;

    private ImportOptions(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index] is StandardInput || !args[index].StartsWith('-'))
                AddFile(args[index], FirstPosition + index);
            else
                index += AddOption(args, index);
        }

        var reading = ReadingOptions.Parse(Texts(), out var errors);
        failures.AddRange(errors.Select(error => $"{OptionOf(error.Key)} is invalid. {error.Value}"));
        if (string.IsNullOrWhiteSpace(texts.GetValueOrDefault(Errors, "-")))
            failures.Add($"{Errors} is empty; name the file to write.");
        if (file is null)
            failures.Add($"Name the file to import, or {StandardInput} for standard input.");
        if (failures.Count > 0)
            throw new OptionsValidationException(nameof(ImportOptions), typeof(ImportOptions), failures);
        File = file == StandardInput ? StandardInput : TypedPath.Full(file!);
        FileName = file == StandardInput ? "standard input" : file!;
        ErrorsFile = texts.TryGetValue(Errors, out var path) ? TypedPath.Full(path) : null;
        Reading = reading!;
    }

    /// <summary>The full path of the file, or <see cref="StandardInput"/>.</summary>
    public string File { get; }

    /// <summary>The file as a person calls it.</summary>
    public string FileName { get; }

    /// <summary>The full path of the file that gets the rows with errors; null if there shall be none.</summary>
    public string? ErrorsFile { get; }

    public bool IsDryRun => texts.GetValueOrDefault(DryRun) is { } text && bool.Parse(text);

    public ReadingOptions Reading { get; }

    /// <summary>The settings of the service that came between them.</summary>
    public string[] Settings => [.. settings];

    /// <param name="args">What follows the command's name.</param>
    /// <exception cref="OptionsValidationException">
    /// An argument is invalid. The message gives its position and does not quote it: it may be the rest of a password.
    /// </exception>
    public static ImportOptions Parse(string[] args) => new(args);

    private static string OptionOf(string name) => name switch
    {
        "dateFormat" => DateFormat,
        _ => $"--{name}",
    };

    private void AddFile(string path, int position)
    {
        if (path.Length == 0)
            failures.Add($"Argument {position} of the command line is empty; name the file to import.");
        else if (file is not null)
            failures.Add($"Argument {position} of the command line names a second file; import one file after the other.");
        else
            file = path;
    }

    /// <returns>How many further arguments belong to the option.</returns>
    private int AddOption(string[] args, int index)
    {
        var (name, text) = args[index].Split('=', 2) is [var before, var after] ? (before, after) : (args[index], null);
        var isOption = Names.Contains(name, StringComparer.OrdinalIgnoreCase);
        if (!name.StartsWith("--", StringComparison.Ordinal) || !(isOption || CommandArguments.IsSetting(name)))
        {
            failures.Add(CommandArguments.NotAnOption(ImportCommand.Name, Names, FirstPosition + index));
            return 0;
        }

        if (name.Equals(DryRun, StringComparison.OrdinalIgnoreCase))
        {
            AddFlag(text);
            return 0;
        }

        var follows = text is null && index + 1 < args.Length && !args[index + 1].StartsWith("--", StringComparison.Ordinal);
        text ??= follows ? args[index + 1] : null;
        if (text is null)
            failures.Add($"Argument {FirstPosition + index} of the command line lacks its value.");
        else if (isOption)
            texts[name] = text;
        else
            settings.Add($"{name}={text}");
        return follows ? 1 : 0;
    }

    private void AddFlag(string? text)
    {
        if (text is null || bool.TryParse(text, out _))
            texts[DryRun] = text ?? bool.TrueString;
        else
            failures.Add($"{DryRun} has a value that is not true or false; write it without a value.");
    }

    private ReadingOptionTexts Texts() => new()
    {
        Columns = texts.GetValueOrDefault(ColumnsName),
        DateFormat = texts.GetValueOrDefault(DateFormat),
        Region = texts.GetValueOrDefault(Region),
        Delimiter = texts.GetValueOrDefault(Delimiter),
        Encoding = texts.GetValueOrDefault(Encoding),
    };
}
