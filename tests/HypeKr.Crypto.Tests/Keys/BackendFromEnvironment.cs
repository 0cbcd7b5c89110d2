using System.Runtime.CompilerServices;

namespace HypeKr.Crypto.Tests;

/// <summary>HYPEKR_SECP256K1=Managed runs every test as on a system without libsecp256k1.</summary>
internal static class BackendFromEnvironment
{
    [ModuleInitializer]
    internal static void Install()
    {
        if (Environment.GetEnvironmentVariable("HYPEKR_SECP256K1") is { Length: > 0 } wanted) AppContext.SetData(Secp256k1Backend.SettingName, wanted);
    }
}
