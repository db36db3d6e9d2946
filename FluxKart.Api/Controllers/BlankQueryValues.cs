using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace FluxKart.Api.Controllers;

/// <summary>Keeps blank query parameters. MVC would treat them as left out, and a blank filter would list everything.</summary>
internal sealed class BlankQueryValues : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context) => context.DisplayMetadata.ConvertEmptyStringToNull = false;
}
