using System.Text.Json.Serialization;

namespace HypeKr.Hyperliquid;

/// <summary>What an address is to the venue. Wire: the <c>role</c> of info <c>userRole</c>.</summary>
/// <remarks>An open set: a word that this version does not know keeps its text. Compared ordinally. The default value is the empty word.</remarks>
[JsonConverter(typeof(WireWordConverter<UserRoleKind>))]
public readonly struct UserRoleKind : IEquatable<UserRoleKind>, IWireWord<UserRoleKind>
{
    private readonly string? _value;

    /// <summary>A word of the wire.</summary>
    /// <param name="value">The text, as the venue writes it.</param>
    public UserRoleKind(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The text on the wire.</summary>
    public string Value => _value ?? "";

    /// <summary>Never seen. Wire: <c>missing</c>.</summary>
    public static UserRoleKind Missing { get; } = new("missing");

    /// <summary>An account of its own. Wire: <c>user</c>.</summary>
    public static UserRoleKind User { get; } = new("user");

    /// <summary>An API wallet that signs for an account. Wire: <c>agent</c>.</summary>
    public static UserRoleKind Agent { get; } = new("agent");

    /// <summary>A vault. Wire: <c>vault</c>.</summary>
    public static UserRoleKind Vault { get; } = new("vault");

    /// <summary>A sub-account of a master account. Wire: <c>subAccount</c>.</summary>
    public static UserRoleKind SubAccount { get; } = new("subAccount");

    static UserRoleKind IWireWord<UserRoleKind>.FromWire(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(UserRoleKind other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UserRoleKind other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>The text on the wire.</summary>
    public override string ToString() => Value;

    /// <summary>Whether both are the same word.</summary>
    public static bool operator ==(UserRoleKind left, UserRoleKind right) => left.Equals(right);

    /// <summary>Whether the words differ.</summary>
    public static bool operator !=(UserRoleKind left, UserRoleKind right) => !left.Equals(right);
}
