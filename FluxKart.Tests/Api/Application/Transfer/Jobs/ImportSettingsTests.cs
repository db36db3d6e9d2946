using FluxKart.Api.Application.Transfer.Jobs;
using FluxKart.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.Api.Application.Transfer.Jobs;

public sealed class ImportSettingsTests
{
    [Fact]
    public void Read_WhenNothingIsSet_HasTheDocumentedDefaults()
    {
        var options = Read();

        Assert.Equal((1L << 30, null, TimeSpan.FromDays(7)), (options.MaxBytes, options.Folder, options.KeepErrorsFor));
    }

    [Fact]
    public void Read_WhenAllIsSet_UsesIt()
    {
        var root = Path.GetTempPath();

        var options = Read(("MaxBytes", "5000000000"), ("Folder", "imports"), ("KeepErrorsDays", "30"));

        Assert.Equal(
            (5_000_000_000, Path.Combine(root, "imports"), TimeSpan.FromDays(30)), (options.MaxBytes, options.Folder, options.KeepErrorsFor));
    }

    [Theory]
    [InlineData("MaxBytes", "0", "Import:MaxBytes is '0'; set a whole number from 1 to 1099511627776.")]
    [InlineData("MaxBytes", "1 GiB", "Import:MaxBytes is '1 GiB'; set a whole number from 1 to 1099511627776.")]
    [InlineData("KeepErrorsDays", "366", "Import:KeepErrorsDays is '366'; set a whole number from 1 to 365.")]
    [InlineData("Directory", "x", "Import:Directory is not a setting; set Import:Folder, Import:KeepErrorsDays or Import:MaxBytes, or remove it.")]
    public void Read_WhenASettingIsInvalid_SaysWhatToSet(string name, string value, string failure)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read((name, value)));

        Assert.Equal([failure], exception.Failures);
    }

    private static ImportSettings Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Import:{setting.Name}", (string?)setting.Value)))
            .Build();
        var reader = new SettingsReader(configuration);
        var options = ImportSettings.Read(reader, Path.GetTempPath());
        reader.ThrowIfInvalid();
        return options;
    }
}
