using Microsoft.AspNetCore.Connections;

namespace FluxKart.Api.Security.Limits;

/// <summary>
/// Closes a connection whose first request does not arrive soon. The server itself waits as long as for the next request of a connection
/// that is kept alive, and some thousand silent connections would use up all places for that time.
/// </summary>
/// <remarks>Source: HTTP contract, section 11.</remarks>
internal sealed class FirstRequestDeadline(TimeProvider clock)
{
    /// <summary>More than the server gives the headers once they begin, so that it can still say that they are too slow.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Watches the connections of an endpoint.</summary>
    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        var watch = new Watched(connection);
        connection.Features.Set(watch);
        await using (clock.CreateTimer(static state => ((Watched)state!).AbortIfSilent(), watch, Limit, Timeout.InfiniteTimeSpan))
            await next(connection);
    };

    /// <summary>Takes note that a request has arrived on its connection.</summary>
    public static void Meet(HttpContext http) => http.Features.Get<Watched>()?.Meet();

    private sealed class Watched(ConnectionContext connection)
    {
        private volatile bool isMet;

        public void Meet() => isMet = true;

        public void AbortIfSilent()
        {
            if (!isMet)
                connection.Abort(new ConnectionAbortedException("No request has arrived in time."));
        }
    }
}
