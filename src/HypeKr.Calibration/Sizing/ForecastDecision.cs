namespace HypeKr.Calibration;

/// <summary>Trade or skip: exactly one of <see cref="Trade"/> and <see cref="Skip"/>.</summary>
public abstract record ForecastDecision
{
    private ForecastDecision()
    {
    }

    /// <summary>Why, for a person to read. Written when it is first read.</summary>
    public abstract string Explanation { get; }

    /// <summary>Buy one side.</summary>
    public sealed record Trade : ForecastDecision
    {
        internal Trade(ContractSide side, decimal cost, decimal edge)
        {
            Side = side;
            Cost = cost;
            Edge = edge;
        }

        /// <summary>The contract to buy.</summary>
        public ContractSide Side { get; }

        /// <summary>What one contract costs with its fee, in (0, 1).</summary>
        public decimal Cost { get; }

        /// <summary>The blended probability of the side minus its cost; above 0.</summary>
        public decimal Edge { get; }

        /// <inheritdoc/>
        public override string Explanation => string.Create(CultureInfo.InvariantCulture, $"{(Side == ContractSide.Yes ? "YES" : "NO")} is worth {Edge + Cost:0.000} and costs {Cost:0.000} with its fee: an edge of {Edge:0.000}");
    }

    /// <summary>Do nothing.</summary>
    public sealed record Skip : ForecastDecision
    {
        private readonly Func<string> _explain;
        private string? _explanation;

        internal Skip(SkipReason reason, Func<string> explain) => (Reason, _explain) = (reason, explain);

        /// <summary>The first reason that applies.</summary>
        public SkipReason Reason { get; }

        /// <inheritdoc/>
        public override string Explanation => _explanation ??= _explain();

        /// <summary>Whether both have the same reason and explanation.</summary>
        public bool Equals(Skip? other) => other is not null && Reason == other.Reason && Explanation == other.Explanation;

        /// <inheritdoc/>
        public override int GetHashCode() => (int)Reason;
    }
}
