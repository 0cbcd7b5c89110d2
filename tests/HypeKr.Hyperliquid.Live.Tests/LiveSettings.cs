using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Live.Tests;

/// <summary>What switches the live suite on. Nothing here means that it is off.</summary>
internal static class LiveSettings
{
    /// <summary><c>testnet</c> switches it on. Nothing else does: no scenario trades on mainnet.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable("HYPEKR_LIVE") == "testnet";

    /// <summary>The private key of a funded account of the test network, or of an agent of it.</summary>
    public static string? Key => Environment.GetEnvironmentVariable("HYPEKR_LIVE_KEY") is { Length: > 0 } key ? key : null;

    /// <summary>The account that the key signs for; the key's own address where this is not set.</summary>
    public static EthereumAddress? Address => Environment.GetEnvironmentVariable("HYPEKR_LIVE_ADDRESS") is { Length: > 0 } address ? EthereumAddress.Parse(address) : null;

    /// <summary>Why scenarios that read are skipped; null where they run.</summary>
    public static string? WhyNoReads => IsOn ? null : "Off: HYPEKR_LIVE=testnet switches the live suite on (docs/guides/live.md).";

    /// <summary>Why scenarios that trade are skipped; null where they run.</summary>
    public static string? WhyNoTrades => WhyNoReads ?? (Key is null ? "Needs HYPEKR_LIVE_KEY, the key of a funded account of the test network (docs/guides/live.md)." : null);
}

/// <summary>A theory over scenarios that read the venue's public data.</summary>
internal sealed class LiveReadTheoryAttribute : TheoryAttribute
{
    public LiveReadTheoryAttribute() => Skip = LiveSettings.WhyNoReads;
}

/// <summary>A theory over scenarios that trade on the test network.</summary>
internal sealed class LiveTradeTheoryAttribute : TheoryAttribute
{
    public LiveTradeTheoryAttribute() => Skip = LiveSettings.WhyNoTrades;
}
