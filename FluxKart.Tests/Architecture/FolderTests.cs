namespace FluxKart.Tests.Architecture;

/// <summary>Which folder may use which, by what the source files name.</summary>
public sealed class FolderTests
{
    [Theory]
    [InlineData("FluxKart.Domain")]
    [InlineData("FluxKart.Infrastructure")]
    [InlineData("FluxKart.Api")]
    [InlineData("FluxKart.Tests")]
    public void Folders_Always_FormNoCircle(string project)
    {
        var circles = SourceTree.Of(project).Circles();

        Assert.True(circles.Count == 0, string.Join('\n', circles));
    }

    [Fact]
    public void Application_Always_KnowsNeitherTheWireNorTheWeb()
    {
        var references = SourceTree.Of("FluxKart.Api").ReferencesOf("FluxKart.Api.Application");

        Assert.Contains("FluxKart.Domain.Customers", references);
        Assert.DoesNotContain(references, reference => reference.StartsWith("FluxKart.Api.Contracts", StringComparison.Ordinal));
        Assert.DoesNotContain("Microsoft.AspNetCore", references);
    }

    [Theory]
    [InlineData("FluxKart.Infrastructure.Persistence.Contacts")]
    [InlineData("FluxKart.Api")]
    public void DatabaseFolders_Always_AreUnknownToTheContactsFolderAndTheApi(string folder)
    {
        var project = folder.StartsWith("FluxKart.Api", StringComparison.Ordinal) ? "FluxKart.Api" : "FluxKart.Infrastructure";
        var references = SourceTree.Of(project).ReferencesOf(folder);

        Assert.NotEmpty(references);
        Assert.DoesNotContain(
            references, reference => reference.StartsWith("FluxKart.Infrastructure.Persistence.Postgres", StringComparison.Ordinal));
        Assert.DoesNotContain(
            references, reference => reference.StartsWith("FluxKart.Infrastructure.Persistence.Sqlite", StringComparison.Ordinal));
    }
}
