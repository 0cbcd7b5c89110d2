namespace HypeKr.Calibration;

/// <summary>A signature over a bundle's hash, made by whoever the application trusts; this package knows no keys.</summary>
/// <param name="KeyId">Which key signed; for the application to look up.</param>
/// <param name="Value">The signature's bytes.</param>
public sealed record BundleSignature(string KeyId, ReadOnlyMemory<byte> Value)
{
    /// <summary>Whether both name the same key and hold the same bytes.</summary>
    public bool Equals(BundleSignature? other) => other is not null && KeyId == other.KeyId && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(KeyId, Value.Length);
}
