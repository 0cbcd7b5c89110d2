namespace HypeKr.Hyperliquid;

/// <summary>How reads and actions travel to the venue.</summary>
public enum RequestTransport
{
    /// <summary>Each is an HTTP request.</summary>
    Http,

    /// <summary>All share one socket that stays open, which saves a round of HTTP. What a socket cannot take goes over HTTP, and only what has not been handed to the socket.</summary>
    Socket,
}
