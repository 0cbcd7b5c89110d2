namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Registers a spot pair. Wire: <c>registerSpot</c>, with <c>tokens</c>: base and quote.</summary>
public sealed class RegisterSpotPair : SpotDeployOperation
{
    /// <summary>A pair to register.</summary>
    /// <param name="baseToken">The index of the base token.</param>
    /// <param name="quoteToken">The index of the quote token.</param>
    /// <exception cref="InvalidActionException">A value is out of range, or its text cannot be written; the message names it and what would be right.</exception>
    public RegisterSpotPair(int baseToken, int quoteToken)
    {
        BaseToken = (int)ActionArgument.Integer(baseToken, 0, int.MaxValue, "the index of the base token");
        QuoteToken = (int)ActionArgument.Integer(quoteToken, 0, int.MaxValue, "the index of the quote token");
    }

    /// <inheritdoc/>
    public override string Variant => "registerSpot";

    /// <summary>The index of the base token. Wire: <c></c>.</summary>
    public int BaseToken { get; }

    /// <summary>The index of the quote token. Wire: <c></c>.</summary>
    public int QuoteToken { get; }

    internal override void WriteValue<TWriter>(ref TWriter writer)
    {
        writer.BeginMap(1);
        writer.Name("tokens"u8);
        writer.BeginArray(2);
        writer.Integer((long)BaseToken);
        writer.Integer((long)QuoteToken);
        writer.EndArray();
        writer.EndMap();
    }
}
