using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>Buys requests for the budget of an address, at 0.0005 USDC each, out of the perp balance. Wire: <c>reserveRequestWeight</c>, with <c>weight</c> and <c>destination</c>, which is left out when unset.</summary>
public sealed class ReserveRequestWeightAction : L1Action
{
    /// <summary>The most requests that one action takes: a ten-thousandth of 2^64, rounded down.</summary>
    public const long MaxWeight = 1_844_674_407_370_955;

    /// <summary>Requests to buy.</summary>
    /// <param name="weight">0 to <see cref="MaxWeight"/>.</param>
    /// <param name="destination">Whose budget they are for; null is the payer's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public ReserveRequestWeightAction(long weight, EthereumAddress? destination = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, MaxWeight);
        Weight = weight;
        Destination = destination;
    }

    /// <inheritdoc/>
    public override string Type => "reserveRequestWeight";

    /// <summary>How many requests.</summary>
    public long Weight { get; }

    /// <summary>Whose budget they are for; null is the payer's own.</summary>
    public EthereumAddress? Destination { get; }

    internal override void Describe(ActionFacts facts)
    {
        if (Destination is { } destination) facts.Destination(destination);
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(Destination is null ? 2 : 3);
        writer.Name("type"u8);
        writer.Text("reserveRequestWeight"u8);
        writer.Name("weight"u8);
        writer.Integer(Weight);
        if (Destination is { } destination)
        {
            writer.Name("destination"u8);
            writer.Address(destination);
        }

        writer.EndMap();
    }
}
