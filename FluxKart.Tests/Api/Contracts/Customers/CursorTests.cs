using CsCheck;
using FluxKart.Api.Contracts.Customers;

namespace FluxKart.Tests.Api.Contracts.Customers;

public sealed class CursorTests
{
    [Fact]
    public void TryDecode_WhenCursorIsUnchanged_ReturnsItsId() => Gen.Long.Sample(id =>
        Assert.Equal(id, Cursor.TryDecode(Cursor.Encode(Cursor.List.Holders, id), Cursor.List.Holders)));

    [Fact]
    public void TryDecode_WhenOneCharacterIsChanged_ReturnsNull()
    {
        var cursor = Cursor.Encode(Cursor.List.Customers, 4711);

        Assert.All(Enumerable.Range(0, cursor.Length), index =>
        {
            foreach (var other in "Ax_9")
            {
                var changed = cursor.Remove(index, 1).Insert(index, other.ToString());
                if (changed != cursor)
                    Assert.Null(Cursor.TryDecode(changed, Cursor.List.Customers));
            }
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("50")]
    [InlineData("AQ")]
    [InlineData("not base64")]
    [InlineData("AQEAAAAAAAASZw====")]
    public void TryDecode_WhenTextIsNoCursor_ReturnsNull(string text) => Assert.Null(Cursor.TryDecode(text, Cursor.List.Customers));

    [Fact]
    public void TryDecode_WhenTextIsLong_ReturnsNull() => Assert.Null(Cursor.TryDecode(new string('A', 4000), Cursor.List.Customers));

    [Fact]
    public void TryDecode_WhenCursorIsOfAnotherList_ReturnsNull() =>
        Assert.Null(Cursor.TryDecode(Cursor.Encode(Cursor.List.History, 7), Cursor.List.Customers));
}
