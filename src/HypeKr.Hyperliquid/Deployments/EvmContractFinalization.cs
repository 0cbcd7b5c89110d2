namespace HypeKr.Hyperliquid.Deployments;

/// <summary>How the contract behind a token proves whom it belongs to. Wire: <c>input</c> of <c>finalizeEvmContract</c>.</summary>
public enum EvmContractFinalization
{
    /// <summary>By the nonce that its deployer created it with. Wire: <c>create</c>.</summary>
    Create,

    /// <summary>By the first storage slot of the contract. Wire: <c>firstStorageSlot</c>.</summary>
    FirstStorageSlot,

    /// <summary>By a storage slot that the venue prescribes. Wire: <c>customStorageSlot</c>.</summary>
    CustomStorageSlot,
}
