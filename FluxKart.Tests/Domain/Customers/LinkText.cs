using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;

namespace FluxKart.Tests.Domain.Customers;

/// <summary>Links and parts in a form that a test can compare at a glance.</summary>
internal static class LinkText
{
    /// <summary>As <c>2-1 Email</c>.</summary>
    public static IEnumerable<string> Of(IEnumerable<Link> links) =>
        links.Select(link => $"{link.From.Id}-{link.To.Id} {string.Join('+', link.By)}");

    /// <summary>As <c>1 2 | 3</c>.</summary>
    public static string Of(IEnumerable<IEnumerable<Contact>> parts) =>
        string.Join(" | ", parts.Select(part => string.Join(' ', part.Select(contact => contact.Id))));
}
