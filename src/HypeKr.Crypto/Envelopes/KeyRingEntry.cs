using System.Diagnostics;
using System.Text.Json.Serialization;

namespace HypeKr.Crypto;

/// <summary>A master key and what it may do in a <see cref="KeyRing"/>.</summary>
/// <remarks>A retired key is its id alone: the ring that refuses it needs no copy of it.</remarks>
[JsonConverter(typeof(RefusingJsonConverter<KeyRingEntry>))]
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KeyRingEntry
{
    private KeyRingEntry(KeyId id, KeyState state, MasterKey? master) => (Id, State, Master) = (id, state, master);

    /// <summary>The id of the key.</summary>
    public KeyId Id { get; }

    /// <summary>What the key may do.</summary>
    public KeyState State { get; }

    internal MasterKey? Master { get; }

    /// <summary>The key that seals.</summary>
    public static KeyRingEntry Active(MasterKey master) => Of(master, KeyState.Active);

    /// <summary>A key that only opens what it sealed earlier.</summary>
    public static KeyRingEntry DecryptOnly(MasterKey master) => Of(master, KeyState.DecryptOnly);

    /// <summary>A key that is not used any more, known by its id.</summary>
    /// <exception cref="ArgumentException"><paramref name="id"/> is the default value.</exception>
    public static KeyRingEntry Retired(KeyId id) =>
        id == default ? throw new ArgumentException("The default id names no key.", nameof(id)) : new KeyRingEntry(id, KeyState.Retired, null);

    /// <summary>The state and the id.</summary>
    public override string ToString() => $"{State} {Id}";

    private static KeyRingEntry Of(MasterKey master, KeyState state)
    {
        ArgumentNullException.ThrowIfNull(master);
        return new KeyRingEntry(master.Id, state, master);
    }
}
