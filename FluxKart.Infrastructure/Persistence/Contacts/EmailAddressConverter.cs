using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class EmailAddressConverter()
    : ValueConverter<EmailAddress, string>(email => email.Value, stored => EmailAddress.FromStored(stored));
