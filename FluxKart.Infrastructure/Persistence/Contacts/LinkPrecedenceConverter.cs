using FluxKart.Domain.Contacts;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Stores <c>primary</c> or <c>secondary</c>, as in the original service's schema.</summary>
internal sealed class LinkPrecedenceConverter() : ValueConverter<LinkPrecedence, string>(
    precedence => ToText(precedence),
    stored => stored == Primary ? LinkPrecedence.Primary : LinkPrecedence.Secondary)
{
    public const string Primary = "primary";
    public const string Secondary = "secondary";

    public static string ToText(LinkPrecedence precedence) => precedence == LinkPrecedence.Primary ? Primary : Secondary;
}
