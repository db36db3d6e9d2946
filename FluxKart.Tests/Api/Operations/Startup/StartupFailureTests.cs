using System.Net.Sockets;
using FluxKart.Api.Operations.Commands;
using FluxKart.Api.Operations.Startup;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Operations.Startup;

public sealed class StartupFailureTests
{
    [Fact]
    public void Describe_WhenSettingsAreInvalid_ReportsEveryFailure() => Assert.Equal(
        "Set this. Set that.",
        StartupFailure.Describe(new OptionsValidationException("any", typeof(object), ["Set this.", "Set that."])));

    [Fact]
    public void Describe_WhenSeveralExceptionsAreThrown_ReportsEveryFailureOnOneLine() => Assert.Equal(
        "Set this. Set that.",
        StartupFailure.Describe(new AggregateException(
            new OptionsValidationException("any", typeof(object), ["Set\nthis."]),
            new OptionsValidationException("other", typeof(object), ["Set that."]))));

    [Fact]
    public void Describe_WhenDatabaseIsNotReady_SaysWhy() => Assert.Equal(
        "Start it.", StartupFailure.Describe(new DatabaseNotReadyException("Start it.", new TimeoutException("inside"))));

    [Fact]
    public void Describe_WhenADryRunHasNoRoom_SaysWhichFolderToSet() => Assert.Equal(
        "The temporary file of the dry run cannot be written. Its disk may be full. "
            + "Set the environment variable SQLITE_TMPDIR to a folder with more space. Nothing was imported.",
        StartupFailure.Describe(new IncompleteImportException(new TrialStoreException(new IOException("inside")), rows: 0)));

    [Fact]
    public void Describe_WhenAddressIsInUse_SaysHowToFixIt() => Assert.Equal(
        "Failed to bind to address http://localhost:3000: address already in use. "
            + "Stop the program that listens there, or set another address, such as --urls http://localhost:3001.",
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
    public void Describe_WhenASettingsFileIsNotJson_NamesTheFileAndTheLine()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "appsettings.json"), "{\n  \"Cors\": nothing\n}");
        var builder = new ConfigurationBuilder().SetBasePath(folder.Path).AddJsonFile("appsettings.json");
        var exception = Assert.Throws<InvalidDataException>(builder.Build);

        var reason = StartupFailure.Describe(exception);

        Assert.Contains("appsettings.json", reason, StringComparison.Ordinal);
        Assert.Contains("line 2", reason, StringComparison.Ordinal);
        Assert.EndsWith("Fix that file: it must hold settings as a JSON object.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_WhenAnAddressIsNotAvailable_SaysHowToFixIt() => Assert.EndsWith(
        "Correct the address, such as --urls http://localhost:3000.",
        StartupFailure.Describe(new SocketException((int)SocketError.AddressNotAvailable)),
        StringComparison.Ordinal);

    [Fact]
    public void Describe_WhenExceptionIsOfAnotherType_NamesItsTypeAndSourceOnOneLine()
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
