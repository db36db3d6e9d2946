namespace FluxKart.Tests.Console;

/// <summary>What a reader prefers, as in the media feature <c>prefers-color-scheme</c>.</summary>
public enum ColourScheme
{
    Light,
    Dark,
}
