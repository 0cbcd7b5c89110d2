using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Lets a builder take a fee from the account's fills, up to a rate. Wire: <c>approveBuilderFee</c>, with <c>maxFeeRate</c>, <c>builder</c> and <c>nonce</c>.</summary>
/// <remarks>A rate of 0 takes the approval back, as far as known (unconfirmed).</remarks>
public sealed class ApproveBuilderFeeAction : UserSignedAction
{
    private static readonly UserSignedType SignedAs = UserSignedType.Known("approveBuilderFee");

    /// <summary>An approval.</summary>
    /// <param name="builder">The builder's address.</param>
    /// <param name="maxRate">0 to <see cref="BuilderFee.MaxRate"/> tenths of a basis point; 10 is 0.01 %.</param>
    /// <exception cref="InvalidActionException">The rate is out of range, or the builder is the zero address.</exception>
    public ApproveBuilderFeeAction(EthereumAddress builder, int maxRate)
    {
        Builder = ActionArgument.Address(builder, "the builder");
        MaxRate = (int)ActionArgument.Integer(maxRate, 0, BuilderFee.MaxRate, "the rate in tenths of a basis point");
    }

    /// <summary>The builder. Wire: <c>builder</c>.</summary>
    public EthereumAddress Builder { get; }

    /// <summary>The most that it may take, in tenths of a basis point. Wire: <c>maxFeeRate</c>, as percent.</summary>
    public int MaxRate { get; }

    internal override UserSignedType SignedType => SignedAs;

    internal override void Describe(ActionFacts facts) => facts.BuilderFee(Builder, MaxRate);

    internal override void WriteFields<TFields>(ref TFields fields, in ActionContext context)
    {
        fields.String("maxFeeRate"u8, string.Concat(WireDecimal.ToText(MaxRate / 1000m), "%"));
        fields.Address("builder"u8, Builder);
        fields.Nonce("nonce"u8, context);
    }
}
