using System.Text.Json.Serialization;
using HypeKr.Calibration;

namespace HypeKr.SampleBot;

/// <summary>What the backtest found, as it is written to JSON.</summary>
internal sealed record BacktestReport
{
    public required string Dataset { get; init; }
    public required int FitRows { get; init; }
    public required int TestRows { get; init; }
    public required string Split { get; init; }
    public required string Guarantee { get; init; }
    public required string LogLossClip { get; init; }
    public required string EceRule { get; init; }
    public required decimal Alpha { get; init; }
    public required int RandomHalves { get; init; }
    public required int Seed { get; init; }
    public required IReadOnlyList<VariantReport> Variants { get; init; }
    public required TradingReport Trading { get; init; }
}

/// <summary>One variant on the second half, and its mean over random halves.</summary>
internal sealed record VariantReport
{
    public required string Name { get; init; }
    public required BootstrapInterval Brier { get; init; }
    public required BootstrapInterval LogLoss { get; init; }

    /// <summary>The calibration error, and what a perfectly calibrated forecaster of the same probabilities would measure.</summary>
    public required BootstrapInterval Ece { get; init; }
    public required double EceNull { get; init; }
    public required BootstrapInterval CoverageYes { get; init; }
    public required BootstrapInterval CoverageNo { get; init; }

    /// <summary>Brier of this variant minus Brier of the market, paired: below 0 the variant wins.</summary>
    public required BootstrapInterval BrierAgainstMarket { get; init; }
    public required HalvesMean RandomHalves { get; init; }
}

internal sealed record HalvesMean(double Brier, double LogLoss, double Ece, double CoverageYes, double CoverageNo);

/// <summary>The trades on the emulator, with the costs that were assumed.</summary>
internal sealed record TradingReport
{
    public required decimal AssumedSpread { get; init; }
    public required decimal TakerFee { get; init; }
    public required decimal Bankroll { get; init; }
    public required int Trades { get; init; }
    public required IReadOnlyDictionary<string, int> Skips { get; init; }
    public required decimal Staked { get; init; }
    public required decimal Profit { get; init; }

    /// <summary>95 % bootstrap over all questions of the half, traded or not.</summary>
    public required BootstrapInterval ProfitInterval { get; init; }
}

[JsonSerializable(typeof(BacktestReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class BacktestJsonContext : JsonSerializerContext;
