namespace HypeKr.Hyperliquid;

/// <summary>The venue did not take what was posted: it is certain that nothing was done with it.</summary>
internal sealed class PostRefusedException(string text, bool isMalformed) : Exception(text)
{
    /// <summary>Whether it would be refused again.</summary>
    public bool IsMalformed => isMalformed;
}

/// <summary>The socket was lost before the answer came.</summary>
internal sealed class PostLostException(string reason) : Exception(reason);

/// <summary>Whether the bytes of a post began to leave.</summary>
internal sealed class PostDelivery
{
    private volatile bool _started;

    public bool Started => _started;

    public void Start() => _started = true;
}
