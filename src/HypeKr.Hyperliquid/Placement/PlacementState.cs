namespace HypeKr.Hyperliquid;

/// <summary>How far one attempt to have an action carried out has come.</summary>
public enum PlacementState
{
    /// <summary>Being made ready, or written to the journal. Nothing has left.</summary>
    Prepared,

    /// <summary>It has left, and the answer is awaited.</summary>
    Sent,

    /// <summary>The answer is lost or proves nothing: evidence is looked for.</summary>
    Doubt,

    /// <summary>Its nonce is used up or its time is over: nothing of it can land any more, and it is made sure whether something did.</summary>
    Fenced,

    /// <summary>What became of it is a fact.</summary>
    Final,
}
