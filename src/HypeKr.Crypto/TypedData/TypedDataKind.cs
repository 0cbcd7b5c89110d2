namespace HypeKr.Crypto;

/// <summary>The kinds of types that EIP-712 knows.</summary>
internal enum TypedDataKind
{
    Address,
    Bool,
    String,
    Bytes,
    FixedBytes,
    UnsignedInteger,
    SignedInteger,
    Array,
    Struct,
}
