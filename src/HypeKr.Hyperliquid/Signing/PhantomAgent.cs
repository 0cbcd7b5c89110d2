using System.Buffers.Binary;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>The EIP-712 message that is signed in place of an L1 action: <c>Agent(string source,bytes32 connectionId)</c>.</summary>
/// <remarks>The domain is the same on every network; the source alone tells mainnet (<c>a</c>) from testnet (<c>b</c>).</remarks>
internal static class PhantomAgent
{
    private const string PrimaryType = "Agent";
    private const int DomainChainId = 1337;

    private static readonly Hash32 TypeHash = Keccak256.Hash("Agent(string source,bytes32 connectionId)"u8);
    private static readonly Hash32 MainnetSource = Keccak256.Hash("a"u8);
    private static readonly Hash32 TestnetSource = Keccak256.Hash("b"u8);

    public static Hash32 DomainSeparator { get; } = ComputeDomainSeparator();

    public static TypedDataHash Hash(HyperliquidChain chain, Hash32 connectionId)
    {
        Span<byte> encoded = stackalloc byte[3 * Hash32.Size];
        TypeHash.CopyTo(encoded);
        (chain == HyperliquidChain.Mainnet ? MainnetSource : TestnetSource).CopyTo(encoded[Hash32.Size..]);
        connectionId.CopyTo(encoded[(2 * Hash32.Size)..]);
        return new(PrimaryType, DomainSeparator, Keccak256.Hash(encoded));
    }

    public static TypedData ToTypedData(HyperliquidChain chain, Hash32 connectionId)
    {
        var message = JsonWireWriter.Rent();
        try
        {
            message.BeginMap(2);
            message.Name("source"u8);
            message.Text(chain == HyperliquidChain.Mainnet ? "a"u8 : "b"u8);
            message.Name("connectionId"u8);
            message.Text(connectionId.ToString());
            message.EndMap();
            return Eip712Export.ToTypedData(PrimaryType, [("source", "string"), ("connectionId", "bytes32")], "Exchange", DomainChainId, message.Written);
        }
        finally
        {
            message.Dispose();
        }
    }

    private static Hash32 ComputeDomainSeparator()
    {
        // The verifying contract is the zero address: its word, the last one, stays zero.
        Span<byte> encoded = stackalloc byte[5 * Hash32.Size];
        encoded.Clear();
        Keccak256.Hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"u8).CopyTo(encoded);
        Keccak256.Hash("Exchange"u8).CopyTo(encoded[Hash32.Size..]);
        Keccak256.Hash("1"u8).CopyTo(encoded[(2 * Hash32.Size)..]);
        BinaryPrimitives.WriteInt32BigEndian(encoded[((4 * Hash32.Size) - sizeof(int))..], DomainChainId);
        return Keccak256.Hash(encoded);
    }
}
