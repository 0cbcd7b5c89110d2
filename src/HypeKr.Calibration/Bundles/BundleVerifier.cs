namespace HypeKr.Calibration;

/// <summary>Says whether a bundle's signature is good.</summary>
/// <param name="signature">Key and signature as the bundle states them.</param>
/// <param name="hash">The 32 bytes of the bundle's SHA-256 hash, which has been found to be that of its content.</param>
public delegate bool BundleVerifier(BundleSignature signature, ReadOnlySpan<byte> hash);
