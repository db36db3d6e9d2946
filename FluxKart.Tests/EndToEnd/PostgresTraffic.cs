using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Counts what clients ask of a PostgreSQL server, by the messages that they send. Those must not be encrypted.</summary>
internal sealed class PostgresTraffic
{
    private int statements;
    private int roundTrips;

    /// <summary>How many statements were executed, BEGIN and COMMIT included.</summary>
    public int Statements => Volatile.Read(ref statements);

    /// <summary>How many times a client has waited for a response. Several statements can share one wait.</summary>
    public int RoundTrips => Volatile.Read(ref roundTrips);

    public Connection Open() => new(this);

    public sealed class Connection(PostgresTraffic traffic)
    {
        // TCP divides messages anywhere.
        private readonly List<byte> unread = [];
        private bool hasStarted;
        private volatile bool hasResponded = true;

        /// <summary>Counts what a client sends.</summary>
        public void Send(ReadOnlySpan<byte> bytes)
        {
            unread.AddRange(bytes);
            while (TryTake() is { } type)
                Count(type);
        }

        /// <summary>Records that the server has sent something.</summary>
        public void Respond() => hasResponded = true;

        /// <returns>The type of the next message; null if it is not complete.</returns>
        private char? TryTake()
        {
            // Only the messages that come before and with the protocol's version have no type. It is 3.something.
            var typeLength = hasStarted ? 1 : 0;
            var bytes = CollectionsMarshal.AsSpan(unread);
            if (bytes.Length < typeLength + sizeof(int))
                return null;
            var length = typeLength + BinaryPrimitives.ReadInt32BigEndian(bytes[typeLength..]);
            if (bytes.Length < length)
                return null;
            var type = hasStarted ? (char)bytes[0] : ' ';
            hasStarted = hasStarted || BinaryPrimitives.ReadInt16BigEndian(bytes[sizeof(int)..]) == 3;
            unread.RemoveRange(0, length);
            return type;
        }

        private void Count(char type)
        {
            const char execute = 'E';
            const char query = 'Q';
            const char sync = 'S';
            if (type is execute or query)
                Interlocked.Increment(ref traffic.statements);
            if (type is query or sync && hasResponded)
            {
                hasResponded = false;
                Interlocked.Increment(ref traffic.roundTrips);
            }
        }
    }
}
