using FluxKart.Api.Application.Transfer;

namespace FluxKart.Tests.Api.Application.Transfer;

public sealed class ContactIdSetTests
{
    [Fact]
    public void TryAdd_WhenIdIsNew_IsTrueOnce()
    {
        var set = new ContactIdSet();
        long[] ids = [1, 2, 4095, 4096, 4097, 8191, 8192, long.MaxValue];

        Assert.All(ids, id => Assert.True(set.TryAdd(id)));
        Assert.All(ids, id => Assert.False(set.TryAdd(id)));
    }
}
