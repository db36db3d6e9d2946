using FluxKart.Api.Application.Identification;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Takes over the original service's table in PostgreSQL, reports what that would do, or drops the table afterwards.</summary>
internal static class AdoptCommand
{
    public const string Name = "adopt";
    public const string DryRun = "--dry-run";
    public const string Drop = "--drop";
    public const string TimeZone = "--time-zone";

    /// <summary>The exit code if some rows could not be kept.</summary>
    public const int SomeNotKept = 2;

    /// <summary>The service's settings, and the options of the command in the form of settings.</summary>
    /// <param name="args">What follows the command's name.</param>
    /// <exception cref="OptionsValidationException">An argument is neither an option nor a setting.</exception>
    public static string[] Settings(string[] args)
    {
        string[] settings = [.. args.Select(arg => arg is DryRun or Drop ? $"{arg}=true" : arg)];
        CommandArguments.Check(Name, [DryRun, Drop, TimeZone], settings);
        return settings;
    }

    /// <returns>The exit code.</returns>
    /// <exception cref="OptionsValidationException">An option is invalid.</exception>
    /// <exception cref="DatabaseNotReadyException">The table cannot be taken over. The message says what to do.</exception>
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        var options = new SettingsReader(services.GetRequiredService<IConfiguration>());
        var isDryRun = options.Flag(KeyOf(DryRun), unset: false);
        var drops = options.Flag(KeyOf(Drop), unset: false);
        var timeZone = options.Text(KeyOf(TimeZone));
        options.Require(
            !drops || (!isDryRun && timeZone is null),
            $"{Drop} only drops the original service's table, after it has been taken over; leave the other options out.");
        options.ThrowIfInvalid();
        var database = services.GetRequiredService<DatabaseSettings>();
        await using var scope = services.CreateAsyncScope();
        var adoption = scope.ServiceProvider.GetService<IAdoption>() ?? throw new DatabaseNotReadyException(
            $"{database.Description} is not a PostgreSQL database, and only there the original service's table can be taken over. Set "
            + "Database:Provider to PostgreSql, and ConnectionStrings:FluxKart or DATABASE_URL to that service's database.");
        if (drops)
        {
            var dropped = await adoption.DropAsync(CancellationToken.None);
            await output.WriteLineAsync($"Dropped the table {dropped.Name} with {Quantity.Of(dropped.Rows, "row")}.");
            foreach (var function in dropped.Functions)
                await output.WriteLineAsync($"Dropped the function {function}.");
            return 0;
        }

        var region = services.GetRequiredService<IdentificationOptions>().DefaultRegion;
        var reading = new AdoptionOptions(region, timeZone?.Trim() ?? "UTC");
        var report = isDryRun
            ? await adoption.ExamineAsync(reading, CancellationToken.None)
            : await adoption.AdoptAsync(reading, CancellationToken.None);
        foreach (var line in AdoptionReportText.Lines(report, database.Description, isDryRun))
            await output.WriteLineAsync(line);
        return report.NotKept > 0 ? SomeNotKept : 0;
    }

    private static string KeyOf(string option) => option.TrimStart('-');
}
