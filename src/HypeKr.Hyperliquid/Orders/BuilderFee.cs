using System.Globalization;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The fee that the builder of the front end takes from the fills of an order. Wire: <c>builder</c>, with <c>b</c> and <c>f</c>.</summary>
/// <remarks>The user has to have approved the builder and the rate first.</remarks>
public sealed record BuilderFee
{
    /// <summary>The most that is taken: 1 %, on spot. On perps it is <see cref="MaxPerpRate"/>.</summary>
    public const int MaxRate = 1000;

    /// <summary>The most that is taken on perps: 0.1 %.</summary>
    public const int MaxPerpRate = 100;

    /// <summary>A fee.</summary>
    /// <param name="builder">The builder's address.</param>
    /// <param name="rate">0 to <see cref="MaxRate"/> tenths of a basis point; 10 is 0.01 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public BuilderFee(EthereumAddress builder, int rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, MaxRate);
        Builder = builder;
        Rate = rate;
    }

    /// <summary>Who is paid. Wire: <c>b</c>.</summary>
    public EthereumAddress Builder { get; }

    /// <summary>Tenths of a basis point. Wire: <c>f</c>.</summary>
    public int Rate { get; }

    internal void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IWireWriter
    {
        writer.BeginMap(2);
        writer.Name("b"u8);
        writer.Address(Builder);
        writer.Name("f"u8);
        writer.Integer((long)Rate);
        writer.EndMap();
    }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Builder = {Builder.Fingerprint}, Rate = {Rate}");
        return true;
    }
}
