namespace HypeKr.Calibration;

/// <summary>Signs a bundle.</summary>
/// <param name="hash">The 32 bytes of the bundle's SHA-256 hash.</param>
/// <returns>The signature's bytes, at least one.</returns>
public delegate byte[] BundleSigner(ReadOnlySpan<byte> hash);
