using System.Net;
using FluxKart.Infrastructure.Webhooks;

namespace FluxKart.Tests.Infrastructure.Webhooks;

/// <summary>The tests of the client show which addresses it connects to.</summary>
public sealed class ReceiverAddressesTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf::1")]
    [InlineData("ff02::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("fd00:ec2::23")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0.0.0.0")]
    [InlineData("::ffff:100.100.100.200")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    public void IsAllowed_WhenNoReceiverCanHaveTheAddress_IsFalse(string address) =>
        Assert.False(ReceiverAddresses.IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.253.255.255")]
    [InlineData("100.100.100.201")]
    [InlineData("203.0.113.7")]
    [InlineData("::1")]
    [InlineData("fd00:ec2::253")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:203.0.113.7")]
    [InlineData("64:ff9b::203.0.113.7")]
    public void IsAllowed_WhenAReceiverCanHaveTheAddress_IsTrue(string address) =>
        Assert.True(ReceiverAddresses.IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("metadata.google.internal", false)]
    [InlineData("Metadata.Google.Internal.", false)]
    [InlineData("metadata.goog", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("metadata.example", true)]
    [InlineData("shop.example", true)]
    [InlineData("127.0.0.1", true)]
    public void IsAllowedHost_Always_RefusesOnlyMetadataServersByNameAndForbiddenAddresses(string host, bool isAllowed) =>
        Assert.Equal(isAllowed, ReceiverAddresses.IsAllowedHost(host));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("receiver.localhost", true)]
    [InlineData("127.1.2.3", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("notlocalhost", false)]
    [InlineData("localhost.example", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    public void IsLoopbackHost_Always_KnowsTheNamesAndAddressesOfThisMachine(string host, bool isLoopback) =>
        Assert.Equal(isLoopback, ReceiverAddresses.IsLoopbackHost(host));
}
