using FluxKart.Api.Application.Normalising;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Commands;

/// <summary>Brings stored values to the rules of today, without serving.</summary>
internal static class NormaliseCommand
{
    public const string Name = "normalise";
    public const string DryRun = "--dry-run";

    /// <summary>The service's settings, and the options of the command in the form of settings.</summary>
    /// <param name="args">What follows the command's name.</param>
    /// <exception cref="OptionsValidationException">An argument is neither an option nor a setting.</exception>
    public static string[] Settings(string[] args)
    {
        string[] settings = [.. args.Select(arg => arg == DryRun ? $"{DryRun}=true" : arg)];
        CommandArguments.Check(Name, [DryRun], settings);
        return settings;
    }

    /// <exception cref="DatabaseNotReadyException">The database cannot be used. The message says what to do.</exception>
    public static async Task RunAsync(IServiceProvider services, TextWriter output)
    {
        var options = new SettingsReader(services.GetRequiredService<IConfiguration>());
        var isDryRun = options.Flag(DryRun.TrimStart('-'), unset: false);
        options.ThrowIfInvalid();
        await CommandDatabase.CheckAsync(services);

        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<INormalisationService>().RunAsync(isDryRun, CancellationToken.None);
        await output.WriteAsync(Describe(report, isDryRun));
    }

    private static string Describe(NormalisationReport report, bool isDryRun)
    {
        List<string> lines =
        [
            $"Contacts:                {report.Contacts}",
            $"  with other values:     {report.Revised}",
            $"  with invalid values:   {report.Unaccepted}{Listed(report.UnacceptedIds.Select(id => $"{id}"), report.Unaccepted)}",
            $"Marks with other values: {report.Marks}",
            $"Customers merged:        {report.Merged}"
                + Listed(report.MergedCustomers.Select(ids => $"{ids[0]} with {string.Join(" and ", ids.Skip(1))}"), report.Merged),
            $"Links refused:           {report.Refused}",
        ];
        if (report.Unaccepted > 0)
            lines.Add("Values that are invalid today stay as they are. Remove such a contact with POST /contacts/{id}/remove.");
        if (isDryRun)
            lines.Add("This was a dry run: nothing was changed.");
        return string.Concat(lines.Select(line => line + Environment.NewLine));
    }

    private static string Listed(IEnumerable<string> first, long count)
    {
        var shown = first.ToList();
        return shown.Count == 0 ? "" : $" ({string.Join(", ", shown)}{(count > shown.Count ? ", …" : "")})";
    }
}
