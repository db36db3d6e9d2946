using System.Data.Common;
using FluxKart.Infrastructure.Configuration;

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

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fluxkart-demo-");

    /// <summary>The names of the configured settings that the demo does not use, in alphabetical order.</summary>
    public IReadOnlyList<string> IgnoredSettings { get; private set; } = [];

    /// <summary>Makes the service use this database, and no setting that belongs to another one.</summary>
    public void Replace(IConfigurationManager configuration)
    {
        var values = Ignored
            .SelectMany(name => configuration.GetSection(name).AsEnumerable())
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
            .ToDictionary(setting => setting.Key, _ => (string?)null, StringComparer.OrdinalIgnoreCase);
        IgnoredSettings = [.. values.Keys.Order(StringComparer.OrdinalIgnoreCase)];
        values[$"ConnectionStrings:{DatabaseSettings.ConnectionStringName}"] = ConnectionString();
        configuration.AddInMemoryCollection(values);
    }

    public void Dispose() => folder.Delete(recursive: true);

    // A pool would keep the file open after the service has stopped, and Windows deletes no open file.
    private string ConnectionString() => new DbConnectionStringBuilder
    {
        ["Data Source"] = Path.Combine(folder.FullName, "demo.db"),
        ["Pooling"] = false,
    }.ConnectionString;
}
