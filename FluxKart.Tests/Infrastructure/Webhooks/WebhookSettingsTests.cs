using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Configuration;
using FluxKart.Infrastructure.Webhooks;
using FluxKart.Tests.Infrastructure.Configuration;

namespace FluxKart.Tests.Infrastructure.Webhooks;

public sealed class WebhookSettingsTests
{
    private const string Entry = "Webhooks:Endpoints:0";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_c2VjcmV0LW9mLWEtcm90YXRlZC1lbmRwb2ludA==";

    private const string NameMistake =
        $"{Entry}:Name is missing or invalid; set 1 to 64 letters, digits, '-', '_' or '.', such as mail-tool.";

    private const string HowToSetSecret = "to whsec_ and the base64 of 24 to 64 random bytes, which this command creates: "
        + "echo \"whsec_$(openssl rand -base64 32)\".";

    private static readonly string HowToSetTypes =
        $"set {Entry}:Types:0 to one of {string.Join(", ", EventTypes.All)}, or remove {Entry}:Types to send all.";

    [Fact]
    public void Read_WhenNothingIsSet_HasNoEndpoint()
    {
        var settings = Settings.Reader();

        Assert.Empty(WebhookSettings.Read(settings).Endpoints);
        settings.ThrowIfInvalid();
    }

    [Fact]
    public void Read_WhenEndpointsAreValid_ReturnsThemInOrder()
    {
        var settings = Settings.Reader(
            ($"{Entry}:Name", "mail-tool"), ($"{Entry}:Url", "https://shop.example/events?token=t"),
            ($"{Entry}:Secrets:0", $" {Secret}\n"), ($"{Entry}:Secrets:1", OtherSecret),
            ($"{Entry}:Types:0", "contact.merged"), ($"{Entry}:Types:1", "contact.split"), ($"{Entry}:Types:2", "contact.merged"),
            ("Webhooks:Endpoints:1:Name", "Loyalty_2.0"), ("Webhooks:Endpoints:1:Url", "http://localhost:8080/"),
            ("Webhooks:Endpoints:1:Secrets:0", OtherSecret));

        var webhooks = WebhookSettings.Read(settings);

        settings.ThrowIfInvalid();
        Assert.Equal(["mail-tool", "Loyalty_2.0"], webhooks.Endpoints.Select(endpoint => endpoint.Name));
        Assert.Equal(new Uri("https://shop.example/events?token=t"), webhooks.Endpoints[0].Url);
        Assert.Equal(["contact.merged", "contact.split"], webhooks.Endpoints[0].Types);
        Assert.Empty(webhooks.Endpoints[1].Types);
        Assert.Equal(webhooks.Endpoints, webhooks.Receivers.Select(receiver => receiver.Endpoint));
        Assert.Equal([2, 1], webhooks.Receivers.Select(receiver => receiver.Secrets.Count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mail tool")]
    [InlineData("mail/tool")]
    [InlineData("mäil")]
    [InlineData("n2345678901234567890123456789012345678901234567890123456789012345")]
    public void Read_WhenANameIsMissingOrInvalid_SaysWhatToSet(string? name) =>
        Assert.Equal([NameMistake], FailuresWith(($"{Entry}:Name", name)));

    [Fact]
    public void Read_WhenTwoNamesDifferOnlyInCase_ReportsThem() => Assert.Equal(
        ["Webhooks:Endpoints has the same Name twice (upper and lower case count as the same); give each endpoint a name of its own."],
        FailuresWith(
            ("Webhooks:Endpoints:1:Name", "MAIL-TOOL"), ("Webhooks:Endpoints:1:Url", "https://other.example"),
            ("Webhooks:Endpoints:1:Secrets:0", Secret)));

    [Theory]
    [InlineData(null, "is missing; set it to a URL such as https://shop.example/events.")]
    [InlineData("shop.example/events", "is not an absolute https or http URL; set it to a URL such as https://shop.example/events.")]
    [InlineData("/events", "is not an absolute https or http URL; set it to a URL such as https://shop.example/events.")]
    [InlineData("ftp://shop.example", "is not an absolute https or http URL; set it to a URL such as https://shop.example/events.")]
    [InlineData("https://", "is not an absolute https or http URL; set it to a URL such as https://shop.example/events.")]
    [InlineData("https://user@shop.example", UserMistake)]
    [InlineData("https://user:password@shop.example", UserMistake)]
    [InlineData("https://shop.example/#events", "has a fragment, which is never sent; remove the # and what follows it.")]
    [InlineData("http://shop.example", HttpMistake)]
    [InlineData("http://10.0.0.1", HttpMistake)]
    [InlineData("http://localhost.example", HttpMistake)]
    [InlineData("https://169.254.169.254/latest", AddressMistake)]
    [InlineData("https://2852039166", AddressMistake)]
    [InlineData("https://0xa9.0xfe.0xa9.0xfe", AddressMistake)]
    [InlineData("https://[fe80::1]", AddressMistake)]
    [InlineData("https://[fd00:ec2::254]", AddressMistake)]
    [InlineData("https://[::ffff:a9fe:a9fe]", AddressMistake)]
    [InlineData("https://100.100.100.200", AddressMistake)]
    [InlineData("https://METADATA.google.internal./", AddressMistake)]
    [InlineData("http://0.0.0.0:8080", AddressMistake)]
    [InlineData("http://[::]:8080", AddressMistake)]
    public void Read_WhenAUrlIsInvalid_SaysHowToFixItWithoutQuotingIt(string? url, string mistake) =>
        Assert.Equal([$"{Entry}:Url {mistake}"], FailuresWith(($"{Entry}:Url", url)));

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://receiver.localhost:8080")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("https://localhost")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://[2001:db8::1]/events")]
    [InlineData("https://münchen.example/events")]
    public void Read_WhenAUrlHasHttpsOrThisMachine_AcceptsIt(string url) => Valid(($"{Entry}:Url", url)).ThrowIfInvalid();

    [Fact]
    public void Read_WhenThereIsNoSecret_SaysHowToCreateOne() =>
        Assert.Equal([$"{Entry}:Secrets is missing; set {Entry}:Secrets:0 {HowToSetSecret}"], FailuresWith(($"{Entry}:Secrets:0", null)));

    [Fact]
    public void Read_WhenTheSecretIsNotInAList_SaysWhereToSetIt() => Assert.Equal(
        [$"{Entry}:Secrets has a value, but it is a list; set {Entry}:Secrets:0 {HowToSetSecret}"],
        FailuresWith(($"{Entry}:Secrets", Secret), ($"{Entry}:Secrets:0", null)));

    [Fact]
    public void Read_WhenOneOfTheSecretsIsInvalid_NamesItWithoutQuotingIt() => Assert.Equal(
        [$"{Entry}:Secrets:1 is not a signing secret; set it {HowToSetSecret}"], FailuresWith(($"{Entry}:Secrets:1", "whsec_short")));

    [Fact]
    public void Read_WhenATypeIsUnknown_ListsTheTypes() => Assert.Equal(
        [$"{Entry}:Types has an unknown type of event; {HowToSetTypes}"],
        FailuresWith(($"{Entry}:Types:0", "contact.merged"), ($"{Entry}:Types:1", "contact.melted")));

    [Fact]
    public void Read_WhenTheTypesAreNotInAList_SaysWhereToSetThem() => Assert.Equal(
        [$"{Entry}:Types has a value, but it is a list; {HowToSetTypes}"], FailuresWith(($"{Entry}:Types", "contact.merged")));

    [Theory]
    [InlineData("Webhooks:Endpoints")]
    [InlineData("Webhooks:Endpoints:1")]
    public void Read_WhenAValueReplacesTheListOrAnEntry_SaysThatItWouldBeIgnored(string key) => Assert.Contains(
        "Webhooks:Endpoints has a value that is not an entry in a list of endpoints, and would be ignored; set Webhooks:Endpoints:0:Name, "
        + "Webhooks:Endpoints:0:Url and Webhooks:Endpoints:0:Secrets:0.",
        FailuresWith((key, "https://shop.example/token")));

    [Fact]
    public void Read_WhenASettingIsUnknown_ReportsItWithoutItsValue()
    {
        var failure = Assert.Single(FailuresWith(($"{Entry}:Secret", Secret)));

        Assert.StartsWith($"{Entry}:Secret is not a setting; set ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenEverythingIsInvalid_QuotesNeitherSecretsNorUrls()
    {
        const string token = "secret-token";

        var failures = FailuresWith(
            ($"{Entry}:Name", $"{token}!"), ($"{Entry}:Url", $"http://shop.example/{token}"), ($"{Entry}:Secrets:0", $"whsec_{token}"),
            ($"{Entry}:Types:0", token), ($"{Entry}:Other", token));

        Assert.Equal(5, failures.Count);
        Assert.DoesNotContain(failures, failure => failure.Contains(token, StringComparison.Ordinal));
    }

    private const string UserMistake = "has a user name or a password; remove it. The receiver checks the signature instead.";

    private const string AddressMistake =
        "has an address that no receiver can have, such as a link-local or a metadata address; set the receiver's own host.";

    private const string HttpMistake = "has http and a host that is not this machine; use https, or localhost.";

    private static List<string> FailuresWith(params (string Key, string? Value)[] changes) => [.. Valid(changes).Failures()];

    /// <summary>The settings of a valid endpoint with some changes, after they have been read.</summary>
    private static SettingsReader Valid(params (string Key, string? Value)[] changes)
    {
        (string Key, string? Value)[] valid =
            [($"{Entry}:Name", "mail-tool"), ($"{Entry}:Url", "https://shop.example/events"), ($"{Entry}:Secrets:0", Secret)];
        var settings = Settings.Reader([.. valid.ExceptBy(changes.Select(change => change.Key), setting => setting.Key), .. changes]);
        WebhookSettings.Read(settings);
        return settings;
    }
}
