using System.Text;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace FluxKart.Api.Pages;

/// <summary>
/// The files of the console, which are part of the assembly. All but the page have addresses below a hash of them all. So a browser can
/// keep them for ever, and never mixes two versions.
/// </summary>
public sealed class ConsoleFiles
{
    private const string Folder = "Console";
    private const string Root = "/";
    private const string PageName = "index.html";
    private const string VersionInPage = "VERSION";

    private readonly Dictionary<string, ConsoleFile> files = [];

    public ConsoleFiles()
    {
        var types = new FileExtensionContentTypeProvider();
        foreach (var (name, content) in Read(new ManifestEmbeddedFileProvider(typeof(ConsoleFiles).Assembly, Folder), Root))
            files.Add(name, new ConsoleFile(content, types.TryGetContentType(name, out var type) ? type : "application/octet-stream"));
        if (!files.Remove(PageName, out var page))
            throw new InvalidOperationException($"The assembly has no {Folder}/{PageName}.");
        var hashes = files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value.Hash}\n");
        Version = ConsoleFile.HashOf(Encoding.UTF8.GetBytes(string.Concat(hashes)));
        var html = Encoding.UTF8.GetString(page.Content).Replace(VersionInPage, Version, StringComparison.Ordinal);
        Page = new ConsoleFile(Encoding.UTF8.GetBytes(html), page.MediaType);
    }

    /// <summary>A hash of the names and the contents of all files but the page.</summary>
    public string Version { get; }

    /// <summary>The page, which names the other files with their version.</summary>
    public ConsoleFile Page { get; }

    /// <summary>The names of the other files, with slashes, in no particular order.</summary>
    public IReadOnlyCollection<string> Names => files.Keys;

    /// <summary>The file with that name; null if it does not exist.</summary>
    public ConsoleFile? Find(string name) => files.GetValueOrDefault(name);

    private static IEnumerable<(string Name, byte[] Content)> Read(IFileProvider provider, string folder)
    {
        foreach (var entry in provider.GetDirectoryContents(folder))
        {
            var name = folder == Root ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.IsDirectory)
            {
                foreach (var file in Read(provider, name))
                    yield return file;
                continue;
            }

            using var stream = entry.CreateReadStream();
            var content = new byte[entry.Length];
            stream.ReadExactly(content);
            yield return (name, content);
        }
    }
}
