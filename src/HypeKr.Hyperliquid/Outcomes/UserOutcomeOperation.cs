namespace HypeKr.Hyperliquid;

/// <summary>What a <see cref="UserOutcomeAction"/> does.</summary>
public enum UserOutcomeOperation
{
    /// <summary>Quote tokens become as many shares of each side. Wire: <c>splitOutcome</c>.</summary>
    Split,

    /// <summary>A share of each side becomes a quote token again. Wire: <c>mergeOutcome</c>.</summary>
    Merge,

    /// <summary>A first-side share of every outcome of a question becomes a quote token. Wire: <c>mergeQuestion</c>.</summary>
    MergeQuestion,

    /// <summary>A second-side share of one outcome becomes a first-side share of every other outcome of its question. Wire: <c>negateOutcome</c>.</summary>
    Negate,
}
