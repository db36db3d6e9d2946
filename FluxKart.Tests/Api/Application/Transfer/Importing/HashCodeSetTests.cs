using FluxKart.Api.Application.Transfer.Importing;

namespace FluxKart.Tests.Api.Application.Transfer.Importing;

public sealed class HashCodeSetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Add_WhenTheCodeIsThere_ReturnsFalse(int code)
    {
        var codes = new HashCodeSet();

        Assert.True(codes.Add(code));
        Assert.False(codes.Add(code));
    }

    [Fact]
    public void Add_WhenCodesHaveTheSamePlace_KeepsThemApart()
    {
        var codes = new HashCodeSet();

        // The codes differ only in their highest bits, and the last place is followed by the first one.
        Assert.All(Enumerable.Range(0, 100), number => Assert.True(codes.Add((number << 24) | 0xFFFFFF)));
        Assert.All(Enumerable.Range(0, 100), number => Assert.False(codes.Add((number << 24) | 0xFFFFFF)));
    }

    [Fact]
    public void IsFull_WhenMillionsWereAdded_IsTrueWhileThereIsStillRoom()
    {
        var codes = new HashCodeSet();
        var count = 0;
        while (!codes.IsFull)
            Assert.True(codes.Add(count++));

        Assert.InRange(count, 5_000_000, 6_000_000);
        Assert.True(codes.Add(count));
    }
}
