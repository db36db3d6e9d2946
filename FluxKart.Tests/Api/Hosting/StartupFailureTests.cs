using System.Net.Sockets;
using FluxKart.Api.Hosting;
using FluxKart.Infrastructure.Persistence.Startup;
using Microsoft.AspNetCore.Connections;
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
    public void Describe_WhenOptionsOfSeveralKindsAreWrong_TellsEveryFailureInOneLine() => Assert.Equal(
        "Set this. Set that.",
        StartupFailure.Describe(new AggregateException(
            new OptionsValidationException("any", typeof(object), ["Set\nthis."]),
            new OptionsValidationException("other", typeof(object), ["Set that."]))));

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

        var reason = StartupFailure.Describe(exception);

        Assert.Contains("Section:Number", reason, StringComparison.Ordinal);
        Assert.EndsWith("Correct that setting.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WhenASettingsFileIsNoJson_NamesTheFileAndTheLine()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), "{\n  \"Cors\": nothing\n}");
        var builder = new ConfigurationBuilder().SetBasePath(folder.Path).AddJsonFile("appsettings.json");
        var exception = Assert.Throws<InvalidDataException>(builder.Build);

        var reason = StartupFailure.Describe(exception);

        Assert.Contains("appsettings.json", reason, StringComparison.Ordinal);
        Assert.Contains("line 2", reason, StringComparison.Ordinal);
        Assert.EndsWith("Mend that file: it holds settings, as a JSON object.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WhenAnAddressCannotBeListenedOn_SaysHowToMendIt() => Assert.EndsWith(
        "Correct where it listens, such as --urls http://localhost:3000.",
        StartupFailure.Describe(new SocketException((int)SocketError.AddressNotAvailable)),
        StringComparison.Ordinal);

    [Fact]
    public void Describe_WhenExceptionIsAnyOther_TellsInOneLineWhatItIsAndWhereItComesFrom()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => "".Remove(1));

        var reason = StartupFailure.Describe(exception);

        Assert.Contains("ArgumentOutOfRangeException in System.Private.CoreLib", reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
        Assert.DoesNotContain("--urls", reason, StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("fluxkart").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
