namespace FluxKart.Domain.Importing;

/// <summary>What has become of an import.</summary>
public enum ImportState
{
    /// <summary>It runs, or waits until the imports before it have ended.</summary>
    Running,

    /// <summary>The whole file was read.</summary>
    Done,

    /// <summary>The file or the database could not be read any further.</summary>
    Failed,

    /// <summary>A person has ended it.</summary>
    Cancelled,

    /// <summary>The service stopped or crashed before the end of the file.</summary>
    Interrupted,
}
