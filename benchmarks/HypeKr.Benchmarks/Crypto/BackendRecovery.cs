using System.Runtime.CompilerServices;
using HypeKr.Crypto;

namespace HypeKr.Benchmarks;

/// <summary>Recovery by a named backend: in public there is one for the whole process, and a comparison needs both.</summary>
internal static class BackendRecovery
{
    [UnsafeAccessor(UnsafeAccessorKind.Method)]
    public static extern bool TryRecover(ref RecoverableSignature signature, Secp256k1Backend backend, Hash32 digest, out EthereumAddress address);
}
