namespace HypeKr.Hyperliquid.Deployments;

/// <summary>Links a token for good to the HyperEVM contract that was asked for. Wire: <c>finalizeEvmContract</c>, with <c>token</c>, <c>input</c>.</summary>
public sealed class FinalizeEvmContractAction : L1Action
{
    private FinalizeEvmContractAction(int token, EvmContractFinalization method, long? createNonce)
    {
        Token = (int)ActionArgument.Integer(token, 0, int.MaxValue, "the index of the token");
        Method = method;
        CreateNonce = createNonce is { } nonce ? ActionArgument.Integer(nonce, 0, WireInteger.Max, "the nonce") : null;
    }

    /// <inheritdoc/>
    public override string Type => "finalizeEvmContract";

    /// <summary>The index of the token. Wire: <c>token</c>.</summary>
    public int Token { get; }

    /// <summary>How the contract proves whom it belongs to. Wire: <c>input</c>.</summary>
    public EvmContractFinalization Method { get; }

    /// <summary>The nonce that the contract was created with, for that method. Wire: <c>create.nonce</c>.</summary>
    public long? CreateNonce { get; }

    /// <summary>Proves it by the nonce that the deployer created the contract with. Wire: <c>create</c>.</summary>
    /// <param name="token">The index of the token.</param>
    /// <param name="nonce">The nonce of the creating transaction, not negative.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static FinalizeEvmContractAction ByCreation(int token, long nonce) => new(token, EvmContractFinalization.Create, nonce);

    /// <summary>Proves it by the first storage slot. Wire: <c>firstStorageSlot</c>.</summary>
    /// <param name="token">The index of the token.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static FinalizeEvmContractAction ByFirstStorageSlot(int token) => new(token, EvmContractFinalization.FirstStorageSlot, null);

    /// <summary>Proves it by the venue's own storage slot. Wire: <c>customStorageSlot</c>.</summary>
    /// <param name="token">The index of the token.</param>
    /// <exception cref="InvalidActionException">A value is out of range.</exception>
    public static FinalizeEvmContractAction ByCustomStorageSlot(int token) => new(token, EvmContractFinalization.CustomStorageSlot, null);

    internal override void Describe(ActionFacts facts)
    {
    }

    internal override void Write<TWriter>(ref TWriter writer, in ActionContext context)
    {
        writer.BeginMap(3);
        writer.Name("type"u8);
        writer.Text("finalizeEvmContract"u8);
        writer.Name("token"u8);
        writer.Integer((long)Token);
        writer.Name("input"u8);
        if (CreateNonce is { } nonce)
        {
            writer.BeginMap(1);
            writer.Name("create"u8);
            writer.BeginMap(1);
            writer.Name("nonce"u8);
            writer.Integer(nonce);
            writer.EndMap();
            writer.EndMap();
        }
        else
        {
            writer.Text(Method == EvmContractFinalization.FirstStorageSlot ? "firstStorageSlot"u8 : "customStorageSlot"u8);
        }

        writer.EndMap();
    }
}
