namespace HypeKr.Hyperliquid.Emulator;

/// <summary>A signature as it came: 32 bytes each of r and s, and v, which should be 27 or 28.</summary>
internal sealed record WireSignature(byte[] R, byte[] S, ulong V)
{
    public static WireSignature Read(WireShape signature) =>
        new(signature.Member("r").Scalar(), signature.Member("s").Scalar(), signature.Member("v").Unsigned());
}
