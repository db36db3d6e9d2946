using System.Text.Json;
using AutoMapper;
using FluxKart.Api.Application.Transfer.Sampling;
using FluxKart.Api.Contracts.Importing;
using FluxKart.Domain.Importing;

namespace FluxKart.Api.Mapping;

/// <summary>From imports to the responses, without what the whole database says; nothing is mapped the other way.</summary>
internal sealed class ImportProfile : Profile
{
    public ImportProfile()
    {
        CreateMap<Import, ImportResponse>().ConvertUsing(import => ToResponse(import));
        CreateMap<FileSample, ImportPreviewResponse>();
        CreateMap<SampleRow, ImportRowResponse>()
            .ForCtorParam(nameof(ImportRowResponse.Refused), refused => refused.MapFrom(row => row.IsRefused));
    }

    private static ImportResponse ToResponse(Import import) => new(
        import.Id,
        JsonNamingPolicy.CamelCase.ConvertName(import.State.ToString()),
        import.IsDryRun,
        import.Bytes,
        import.BytesRead,
        import.Rows,
        import.Created,
        import.Linked,
        import.Merged,
        import.Matched,
        import.Refused,
        import.IgnoredValues,
        import.StartedAt,
        import.EndedAt,
        import.Error,
        import.Notes,
        LargestCustomers: null,
        HottestIdentifiers: null);
}
