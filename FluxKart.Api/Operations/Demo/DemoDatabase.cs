using System.Data.Common;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Operations.Demo;

/// <summary>The database of a demo: a SQLite file in a folder of its own. Both are deleted with this object.</summary>
internal sealed class DemoDatabase : IDisposable
{
    /// <summary>
    /// The settings that the demo ignores. Webhooks must not get its events, a folder of imports belongs to the database that it was made
    /// for, and other rules of identification would tell another story.
    /// </summary>
    private static readonly string[] Ignored =
        ["Database", "ConnectionStrings", "DATABASE_URL", "Webhooks", "Import:Folder", "Identification"];

    private DirectoryInfo? folder;

    /// <summary>The names of the configured settings that the demo does not use, in alphabetical order.</summary>
    public IReadOnlyList<string> IgnoredSettings { get; private set; } = [];

    /// <summary>Creates the database's folder, and makes the service use this database, and no setting that belongs to another one.</summary>
    /// <exception cref="OptionsValidationException">The folder cannot be created.</exception>
    public void Replace(IConfigurationManager configuration)
    {
        folder = CreateFolder();
        var values = Ignored
            .SelectMany(name => configuration.GetSection(name).AsEnumerable())
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
            .ToDictionary(setting => setting.Key, _ => (string?)null, StringComparer.OrdinalIgnoreCase);
        IgnoredSettings = [.. values.Keys.Order(StringComparer.OrdinalIgnoreCase)];
        values[$"ConnectionStrings:{DatabaseSettings.ConnectionStringName}"] = ConnectionString(folder);
        configuration.AddInMemoryCollection(values);
    }

    public void Dispose()
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has tidied up.
        }
    }

    private static DirectoryInfo CreateFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("fluxkart-demo-");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(
                nameof(DemoDatabase),
                typeof(DemoDatabase),
                [$"The demo needs a folder for temporary files. {Path.GetTempPath()} cannot be used."]);
        }
    }

    // A pool would keep the file open after the service has stopped, and Windows deletes no open file.
    private static string ConnectionString(DirectoryInfo folder) => new DbConnectionStringBuilder
    {
        ["Data Source"] = Path.Combine(folder.FullName, "demo.db"),
        ["Pooling"] = false,
    }.ConnectionString;
}
