namespace HypeKr.Calibration;

/// <summary>Trade or skip: exactly one of <see cref="Trade"/> and <see cref="Skip"/>.</summary>
public abstract record ForecastDecision
{
    private ForecastDecision(string explanation) => Explanation = explanation;

    /// <summary>Why, for a person to read.</summary>
    public string Explanation { get; }

    /// <summary>Buy one side.</summary>
    public sealed record Trade : ForecastDecision
    {
        internal Trade(ContractSide side, decimal cost, decimal edge, string explanation) : base(explanation)
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
    }

    /// <summary>Do nothing.</summary>
    public sealed record Skip : ForecastDecision
    {
        internal Skip(SkipReason reason, string explanation) : base(explanation) => Reason = reason;

        /// <summary>The first reason that applies.</summary>
        public SkipReason Reason { get; }
    }
}
