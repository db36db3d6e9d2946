using FluxKart.Domain.Customers;

namespace FluxKart.Api.Application.Transfer.Importing;

/// <summary>Divides sets whose locks the database has no room for.</summary>
internal static class InParts
{
    /// <summary>Applies all items at once, or else half by half, in their order. Each part is applied before the next one begins.</summary>
    /// <exception cref="TooManyLocksException">There is no room for the locks of a single item. The parts before it are applied.</exception>
    public static async Task ApplyAsync<TItem>(IReadOnlyList<TItem> items, Func<IReadOnlyList<TItem>, Task> apply)
    {
        try
        {
            await apply(items);
        }
        catch (TooManyLocksException) when (items.Count > 1)
        {
            var half = items.Count / 2;
            await ApplyAsync([.. items.Take(half)], apply);
            await ApplyAsync([.. items.Skip(half)], apply);
        }
    }
}
