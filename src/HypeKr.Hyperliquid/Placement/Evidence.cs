namespace HypeKr.Hyperliquid;

/// <summary>Where an action leaves traces at the venue. What is found is put into <see cref="PlacementAttempt.Known"/>.</summary>
internal abstract class Evidence(PlacementAttempt attempt, EvidenceReads reads)
{
    /// <summary>How long before its signing the venue's records are read, for clocks that differ.</summary>
    protected const long Before = 60_000;

    /// <summary>What an item is that was looked for in vain once nothing of it could land any more.</summary>
    public virtual PlacementFact Missing => PlacementFact.NotPlaced;

    /// <summary>Whether what is missing is only believed when its nonce is too old to be accepted.</summary>
    public virtual bool NeedsNonceLife => false;

    protected PlacementAttempt Attempt => attempt;

    protected PreparedRecord Record => attempt.Record!;

    protected EvidenceReads Reads => reads;

    /// <summary>The quick look.</summary>
    public abstract Task<bool> LookUpAsync(CancellationToken cancellationToken);

    /// <summary>Everything that could show it.</summary>
    public virtual Task<bool> SearchAsync(CancellationToken cancellationToken) => LookUpAsync(cancellationToken);
}
