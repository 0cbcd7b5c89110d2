namespace HypeKr.Crypto;

/// <summary>Which master keys a set of envelopes still needs: the answer to "may the old master be destroyed?"</summary>
/// <remarks>
/// True for the rows that were counted, and only for them: count all rows, with writers of the old ring stopped. A backup is rows too;
/// whoever destroys a master gives up every backup that names it.
/// </remarks>
public sealed class UsageReport
{
    private readonly Dictionary<KeyId, KeyUsage> _byId;

    internal UsageReport(long rows, long unreadableRows, IReadOnlyList<KeyUsage> keys)
    {
        Rows = rows;
        UnreadableRows = unreadableRows;
        Keys = keys;
        _byId = keys.ToDictionary(key => key.Id);
    }

    /// <summary>The envelopes that were counted, unreadable ones included.</summary>
    public long Rows { get; }

    /// <summary>The rows that are not envelopes at all. Nothing may be destroyed while there are any: nobody knows which key they need.</summary>
    public long UnreadableRows { get; }

    /// <summary>Every key of the ring, then every other key that a row names, in the order met.</summary>
    public IReadOnlyList<KeyUsage> Keys { get; }

    /// <summary>Whether the key may be destroyed, see <see cref="KeyUsage.MayBeDestroyed"/>. False for a key that neither ring nor rows know.</summary>
    public bool MayDestroy(KeyId id) => _byId.TryGetValue(id, out var usage) && usage.MayBeDestroyed;

    /// <summary>One line for the rows and one for each key.</summary>
    public override string ToString() =>
        string.Join('\n', Keys.Select(key => key.ToString()).Prepend(FormattableString.Invariant($"{Rows} rows, {UnreadableRows} unreadable")));
}
