using FluxKart.Api.Hosting;
using FluxKart.Infrastructure.Persistence.Startup;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Hosting;

public sealed class StartupFailureTests
{
    [Fact]
    public void Describe_WhenOptionsAreWrong_TellsEveryFailure() => Assert.Equal(
        "Set this. Set that.",
        StartupFailure.Describe(new OptionsValidationException("any", typeof(object), ["Set this.", "Set that."])));

    [Fact]
    public void Describe_WhenDatabaseIsNotReady_TellsWhy() => Assert.Equal(
        "Start it.", StartupFailure.Describe(new DatabaseNotReadyException("Start it.", new TimeoutException("inside"))));

    [Fact]
    public void Describe_WhenAddressIsInUse_SaysHowToMendIt() => Assert.Equal(
        "Failed to bind to address http://localhost:3000: address already in use. "
            + "End the program that listens there, or set another address, such as --urls http://localhost:3001.",
        StartupFailure.Describe(new IOException(
            "Failed to bind to address http://localhost:3000: address already in use.",
            new AddressInUseException("inside"))));

    [Fact]
    public void Describe_WhenASettingDoesNotFitItsType_NamesTheSetting()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Section:Number", "many")])
            .Build();
        var exception = Assert.Throws<InvalidOperationException>(() => configuration.GetValue<int>("Section:Number"));

        Assert.Contains("Section:Number", StartupFailure.Describe(exception), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WhenASettingsFileIsNoJson_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), "{");
        var builder = new ConfigurationBuilder().SetBasePath(folder.Path).AddJsonFile("appsettings.json");
        var exception = Assert.Throws<InvalidDataException>(builder.Build);

        Assert.Contains("appsettings.json", StartupFailure.Describe(exception), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WhenAnAddressIsNoUrl_SaysHowToMendIt()
    {
        var exception = Assert.Throws<FormatException>(() => BindingAddress.Parse("nowhere"));

        Assert.Contains("--urls http://localhost:3000", StartupFailure.Describe(exception), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WhenExceptionIsAnyOther_TellsInOneLineWhatItIsAndWhereItComesFrom()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => "".Remove(1));

        var reason = StartupFailure.Describe(exception);

        Assert.Contains("ArgumentOutOfRangeException in System.Private.CoreLib", reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("fluxkart").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
