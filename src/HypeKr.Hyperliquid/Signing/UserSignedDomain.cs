using System.Buffers.Binary;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The EIP-712 domain of user-signed actions, <c>HyperliquidSignTransaction</c>, whose chain id is that of the wallet.</summary>
internal static class UserSignedDomain
{
    public const string Name = "HyperliquidSignTransaction";
    public const string Version = "1";

    private static readonly Hash32 TypeHash = Keccak256.Hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"u8);
    private static readonly Hash32 NameHash = Keccak256.Hash("HyperliquidSignTransaction"u8);
    private static readonly Hash32 VersionHash = Keccak256.Hash("1"u8);
    private static readonly Hash32 Mainnet = Compute(ActionContext.MainnetSignatureChainId);
    private static readonly Hash32 Testnet = Compute(ActionContext.TestnetSignatureChainId);

    public static Hash32 Separator(long chainId) => chainId switch
    {
        ActionContext.MainnetSignatureChainId => Mainnet,
        ActionContext.TestnetSignatureChainId => Testnet,
        _ => Compute(chainId),
    };

    private static Hash32 Compute(long chainId)
    {
        // The verifying contract is the zero address: its word, the last one, stays zero.
        Span<byte> encoded = stackalloc byte[5 * Hash32.Size];
        encoded.Clear();
        TypeHash.CopyTo(encoded);
        NameHash.CopyTo(encoded[Hash32.Size..]);
        VersionHash.CopyTo(encoded[(2 * Hash32.Size)..]);
        BinaryPrimitives.WriteInt64BigEndian(encoded[((4 * Hash32.Size) - sizeof(long))..], chainId);
        return Keccak256.Hash(encoded);
    }
}
