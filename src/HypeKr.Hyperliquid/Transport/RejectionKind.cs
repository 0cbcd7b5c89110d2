namespace HypeKr.Hyperliquid;

/// <summary>Why the venue refused something, told from the beginning of its words.</summary>
public enum RejectionKind
{
    /// <summary>Words that this version does not know; see <see cref="Rejection.Text"/>.</summary>
    Other,

    /// <summary>The body could not be read by the venue (HTTP 422).</summary>
    Malformed,

    /// <summary>Price off the grid.</summary>
    Tick,

    /// <summary>Order value below the minimum.</summary>
    MinTradeNotional,

    /// <summary>Too little margin.</summary>
    PerpMargin,

    /// <summary>A reduce-only order that would not reduce.</summary>
    ReduceOnly,

    /// <summary>A post-only order that would have matched at once.</summary>
    BadAloPrice,

    /// <summary>An immediate-or-cancel order that found nothing to match.</summary>
    IocCancel,

    /// <summary>A trigger price on the wrong side.</summary>
    BadTriggerPrice,

    /// <summary>No liquidity for a market order.</summary>
    MarketOrderNoLiquidity,

    /// <summary>Open interest is capped and the order would increase it.</summary>
    OpenInterestCap,

    /// <summary>Priced beyond the oracle while open interest is capped.</summary>
    TooAggressiveAtOpenInterestCap,

    /// <summary>The order would raise open interest too quickly.</summary>
    OpenInterestIncrease,

    /// <summary>Too little spot balance.</summary>
    InsufficientSpotBalance,

    /// <summary>Price too far from the oracle or reference price.</summary>
    Oracle,

    /// <summary>Position beyond the margin tier at this leverage.</summary>
    PerpMaxPosition,

    /// <summary>Invalid price.</summary>
    InvalidPrice,

    /// <summary>Invalid size.</summary>
    InvalidSize,

    /// <summary>Size of zero.</summary>
    ZeroSize,

    /// <summary>The account has as many open orders as it may have.</summary>
    TooManyOpenOrders,

    /// <summary>The order to cancel or modify is not there: never placed, cancelled already, or filled.</summary>
    MissingOrder,

    /// <summary>Too little staked balance for a priority order.</summary>
    Priority,

    /// <summary>TWAP duration out of range.</summary>
    TwapDuration,

    /// <summary>The TWAP to cancel is not there.</summary>
    TwapMissing,

    /// <summary>The venue does not know the address that it recovered from the signature.</summary>
    UnknownSigner,

    /// <summary>The account never deposited.</summary>
    MustDeposit,

    /// <summary>The signature yields no address.</summary>
    BadSignature,

    /// <summary>The nonce is below the hundred highest of its signer.</summary>
    NonceTooLow,

    /// <summary>A nonce refused for another reason.</summary>
    NonceInvalid,

    /// <summary>The action's expiry had passed.</summary>
    Expired,

    /// <summary>The address has used up its requests.</summary>
    AddressRateLimited,

    /// <summary>Too little volume traded for a scheduled cancel.</summary>
    ScheduleCancelVolume,

    /// <summary>Not possible while the account is unified.</summary>
    UnifiedAccount,

    /// <summary>No such vault.</summary>
    VaultNotRegistered,

    /// <summary>Only the vault's leader may do this.</summary>
    NotLeader,

    /// <summary>Not a sub-account of this account.</summary>
    SubAccount,

    /// <summary>Too little balance for a transfer or withdrawal.</summary>
    InsufficientBalance,

    /// <summary>Too small an account for portfolio margin.</summary>
    PortfolioMargin,

    /// <summary>That change of account mode is not allowed.</summary>
    Abstraction,

    /// <summary>There is nothing to claim.</summary>
    NoRewards,

    /// <summary>Too little volume traded for a sub-account or a referral code.</summary>
    VolumeTooLow,

    /// <summary>Two accounts that cannot be linked for staking.</summary>
    StakingLink,

    /// <summary>No such validator.</summary>
    UnknownValidator,

    /// <summary>Too little stake.</summary>
    InsufficientStake,

    /// <summary>The validator's signer is not active in this epoch.</summary>
    InactiveValidatorSigner,

    /// <summary>A dex name that is too long.</summary>
    DexNameTooLong,

    /// <summary>The gas offered is below the price of the auction.</summary>
    AuctionGas,

    /// <summary>A spot or outcome deployment that failed; the words say why.</summary>
    Deployment,
}
