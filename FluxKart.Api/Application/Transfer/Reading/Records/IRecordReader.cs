namespace FluxKart.Api.Application.Transfer.Reading.Records;

/// <summary>Reads the records of one file format.</summary>
internal interface IRecordReader
{
    /// <summary>The names of the columns.</summary>
    string[] Header { get; }

    /// <summary>The records after the header, in the order of the file. To be called once.</summary>
    IAsyncEnumerable<FileRecord> ReadAsync(CancellationToken cancellationToken);
}
