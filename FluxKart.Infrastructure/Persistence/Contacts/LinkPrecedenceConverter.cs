using FluxKart.Domain.Contacts;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence.Contacts;

/// <summary>Stored as the original service's schema has it: <c>primary</c> or <c>secondary</c>.</summary>
internal sealed class LinkPrecedenceConverter() : ValueConverter<LinkPrecedence, string>(
    precedence => precedence == LinkPrecedence.Primary ? Primary : Secondary,
    stored => stored == Primary ? LinkPrecedence.Primary : LinkPrecedence.Secondary)
{
    public const string Primary = "primary";
    public const string Secondary = "secondary";
}
