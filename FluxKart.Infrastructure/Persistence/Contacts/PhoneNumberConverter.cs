using FluxKart.Domain.Identifiers;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FluxKart.Infrastructure.Persistence.Contacts;

internal sealed class PhoneNumberConverter()
    : ValueConverter<PhoneNumber, string>(phoneNumber => phoneNumber.Value, stored => PhoneNumber.FromStored(stored));
