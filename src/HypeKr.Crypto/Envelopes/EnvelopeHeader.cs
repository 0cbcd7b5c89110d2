using System.Diagnostics.CodeAnalysis;

namespace HypeKr.Crypto;

/// <summary>What an envelope says in clear: what it holds, and the two master keys it needs.</summary>
/// <remarks>Read without any key and so not authenticated: good for counting rows and choosing keys, not for trust.</remarks>
public readonly struct EnvelopeHeader : IEquatable<EnvelopeHeader>
{
    internal EnvelopeHeader(EnvelopeKind kind, KeyId inner, KeyId outer) => (Kind, InnerKeyId, OuterKeyId) = (kind, inner, outer);

    /// <summary>What the envelope holds.</summary>
    public EnvelopeKind Kind { get; }

    /// <summary>The master under which the secret itself is encrypted.</summary>
    public KeyId InnerKeyId { get; }

    /// <summary>The master under which the inner layer is encrypted again.</summary>
    public KeyId OuterKeyId { get; }

    /// <summary>Reads the header of an HKE1 envelope, and says whether it is one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> envelope, out EnvelopeHeader header)
    {
        header = default;
        if (envelope.Length < Hke1.Overhead || !envelope.StartsWith(Hke1.Magic) || envelope[4] != Hke1.Suite) return false;
        if (envelope[5] is not ((byte)EnvelopeKind.PrivateKey or (byte)EnvelopeKind.Opaque)) return false;
        header = new EnvelopeHeader(
            (EnvelopeKind)envelope[5],
            new KeyId(envelope.Slice(Hke1.InnerKeyIdOffset, KeyId.Size)),
            new KeyId(envelope.Slice(Hke1.OuterKeyIdOffset, KeyId.Size)));
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(EnvelopeHeader other) => Kind == other.Kind && InnerKeyId == other.InnerKeyId && OuterKeyId == other.OuterKeyId;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is EnvelopeHeader other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, InnerKeyId, OuterKeyId);

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(EnvelopeHeader left, EnvelopeHeader right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(EnvelopeHeader left, EnvelopeHeader right) => !left.Equals(right);

    /// <summary>The kind and the two ids.</summary>
    public override string ToString() => $"{Kind} inner {InnerKeyId} outer {OuterKeyId}";
}
