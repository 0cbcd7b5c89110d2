using System.Globalization;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A refusal of the venue.</summary>
public sealed class Rejection
{
    // Most texts end with " asset=N" in live answers, so only beginnings are compared. The longer of two that share a beginning comes first.
    private static readonly (string Start, RejectionKind Kind)[] Texts =
    [
        ("Price must be divisible by tick size", RejectionKind.Tick),
        ("Order must have minimum value of", RejectionKind.MinTradeNotional),
        ("Insufficient margin to place order", RejectionKind.PerpMargin),
        ("Reduce only order would increase position", RejectionKind.ReduceOnly),
        ("Post only order would have immediately matched", RejectionKind.BadAloPrice),
        ("Order could not immediately match against any resting orders", RejectionKind.IocCancel),
        ("Invalid TP/SL price", RejectionKind.BadTriggerPrice),
        ("No liquidity available for market order", RejectionKind.MarketOrderNoLiquidity),
        ("Order would increase open interest while open interest is capped", RejectionKind.OpenInterestCap),
        ("Order rejected due to price more aggressive than oracle while at open interest cap", RejectionKind.TooAggressiveAtOpenInterestCap),
        ("Order would increase open interest too quickly", RejectionKind.OpenInterestIncrease),
        ("Insufficient spot balance", RejectionKind.InsufficientSpotBalance),
        ("Order has insufficient spot balance to trade", RejectionKind.InsufficientSpotBalance),
        ("Price too far from oracle", RejectionKind.Oracle),
        ("Order price too far from oracle", RejectionKind.Oracle),
        ("Order price cannot be more than", RejectionKind.Oracle),
        ("Order would cause position to exceed margin tier limit", RejectionKind.PerpMaxPosition),
        ("Order has invalid price", RejectionKind.InvalidPrice),
        ("Order has invalid size", RejectionKind.InvalidSize),
        ("Order has zero size", RejectionKind.ZeroSize),
        ("Too many open orders", RejectionKind.TooManyOpenOrders), // The status word is certain, these words are a guess.
        ("Order was never placed, already canceled, or filled", RejectionKind.MissingOrder),
        ("Insufficient delegatable balance for priority order", RejectionKind.Priority),
        ("Invalid TWAP duration", RejectionKind.TwapDuration),
        ("TWAP was never placed, already canceled, or filled", RejectionKind.TwapMissing),
        ("User or API Wallet ", RejectionKind.UnknownSigner),
        ("Must deposit before performing actions", RejectionKind.MustDeposit),
        ("Unable to recover signer", RejectionKind.BadSignature),
        ("Invalid nonce: nonce too low", RejectionKind.NonceTooLow),
        ("Invalid nonce", RejectionKind.NonceInvalid),
        ("Action already expired", RejectionKind.Expired),
        ("Too many cumulative requests sent", RejectionKind.AddressRateLimited),
        ("Cannot set scheduled cancel time until enough volume traded", RejectionKind.ScheduleCancelVolume),
        ("Action disabled when unified account is active", RejectionKind.UnifiedAccount),
        ("Vault not registered", RejectionKind.VaultNotRegistered),
        ("Only leader can perform this vault action", RejectionKind.NotLeader),
        ("Sub-account ", RejectionKind.SubAccount),
        ("Invalid sub-account transfer", RejectionKind.SubAccount),
        ("Insufficient balance", RejectionKind.InsufficientBalance),
        ("Insufficient funds available to deposit", RejectionKind.InsufficientBalance),
        ("Portfolio margin requires", RejectionKind.PortfolioMargin),
        ("Abstraction transition not allowed", RejectionKind.Abstraction),
        ("No rewards to claim", RejectionKind.NoRewards),
        ("Cannot create sub-accounts until enough volume traded", RejectionKind.VolumeTooLow),
        ("Cannot generate referral code until enough volume traded", RejectionKind.VolumeTooLow),
        ("Staking link error", RejectionKind.StakingLink),
        ("Unknown validator", RejectionKind.UnknownValidator),
        ("Insufficient stake", RejectionKind.InsufficientStake),
        ("Signer invalid or inactive for current epoch", RejectionKind.InactiveValidatorSigner),
        ("Length of DEX name exceeds maximum", RejectionKind.DexNameTooLong),
        ("Insufficient gas at current auction price", RejectionKind.AuctionGas),
        ("Error deploying spot", RejectionKind.Deployment),
        ("Error deploying outcome", RejectionKind.Deployment),
    ];

    /// <summary>Twice the longest text that is known.</summary>
    private const int MaxShown = 400;

    private readonly string _shown;

    internal Rejection(RejectionKind kind, string text, SignerDiagnosis? diagnosis = null)
    {
        (Kind, Text, SignerDiagnosis) = (kind, text, diagnosis);
        var shown = HttpBody.Quote(text, MaxShown);
        _shown = diagnosis is null ? shown : $"{shown} ({diagnosis})";
    }

    /// <summary>The kind of refusal.</summary>
    public RejectionKind Kind { get; }

    /// <summary>The venue's words as received; they may hold full addresses.</summary>
    public string Text { get; }

    /// <summary>The asset that the words end with, as <c>asset=5</c>, in refusals of single orders.</summary>
    public AssetId? Asset => FindAsset(Text);

    /// <summary>What the words suggest is wrong on this side, when they suggest something.</summary>
    public string? Hint => SignerDiagnosis?.ToString();

    /// <summary>Whose signature the venue saw and which causes fit, where it does not know the signer.</summary>
    public SignerDiagnosis? SignerDiagnosis { get; }

    /// <summary>Whether the same action, signed anew, may be accepted later without any change by the caller.</summary>
    public bool IsTransient => Kind is RejectionKind.AddressRateLimited or RejectionKind.OpenInterestIncrease;

    /// <summary>Whether an earlier copy of the action may have been executed: so after words about the nonce or the expiry.</summary>
    /// <remarks>A nonce that was taken is no refusal at all, but a <see cref="NonceTakenException"/>.</remarks>
    public bool MayHaveExecuted => Kind is RejectionKind.NonceTooLow or RejectionKind.NonceInvalid or RejectionKind.Expired;

    /// <summary>The venue's words on one line, at most 400 characters, with every address replaced by its fingerprint; and the hint.</summary>
    public override string ToString() => _shown;

    internal static Rejection FromText(string text, EthereumAddress signer)
    {
        var kind = Classify(text);
        return new Rejection(kind, text, SignerDiagnosis.From(kind, text, signer));
    }

    /// <summary>The words without the prefix that some of them come with.</summary>
    internal static ReadOnlySpan<char> WithoutPrefix(string text)
    {
        const string L1Error = "L1 error: ";
        var words = text.AsSpan().TrimStart();
        return words.StartsWith(L1Error, StringComparison.OrdinalIgnoreCase) ? words[L1Error.Length..].TrimStart() : words;
    }

    private static AssetId? FindAsset(string text)
    {
        const string Suffix = " asset=";
        var at = text.LastIndexOf(Suffix, StringComparison.Ordinal);
        return at >= 0 && long.TryParse(text.AsSpan(at + Suffix.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id <= WireInteger.Max ? new AssetId(id) : null;
    }

    internal static RejectionKind Classify(string text)
    {
        var words = WithoutPrefix(text);
        foreach (var (start, kind) in Texts)
        {
            if (words.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return kind;
        }

        return RejectionKind.Other;
    }
}
