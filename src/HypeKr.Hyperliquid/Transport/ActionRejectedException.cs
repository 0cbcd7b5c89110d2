namespace HypeKr.Hyperliquid;

/// <summary>The venue refused an action as a whole, or one order of it of which that was asked with <c>EnsureAccepted</c>.</summary>
/// <remarks>The message holds the venue's words with every address replaced by its fingerprint; the words as received are in <see cref="Rejection"/>.</remarks>
public sealed class ActionRejectedException : HyperliquidException
{
    internal ActionRejectedException(string actionType, Rejection rejection)
        : this(rejection, $"'{actionType}'")
    {
    }

    /// <summary>A refusal of something that a phrase names, which holds no address.</summary>
    internal ActionRejectedException(Rejection rejection, string what)
        : base($"The venue refused {what}: {rejection}") => Rejection = rejection;

    /// <summary>The kind of refusal, the venue's words, and what they hint at.</summary>
    public Rejection Rejection { get; }

    /// <summary>The kind of refusal.</summary>
    public RejectionKind Kind => Rejection.Kind;

    /// <inheritdoc/>
    public override bool IsTransient => Rejection.IsTransient;

    /// <inheritdoc/>
    public override bool MayHaveExecuted => Rejection.MayHaveExecuted;
}
