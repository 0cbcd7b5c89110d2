using System.Runtime.InteropServices;

namespace HypeKr.Crypto;

/// <summary>Counts rows per key while a report is made.</summary>
internal sealed class UsageCount(KeyRing ring)
{
    private readonly Dictionary<KeyId, (long Inner, long Outer)> _counts = [];
    private readonly List<KeyId> _order = [.. ring.KeyIds];
    private long _rows;
    private long _unreadable;

    public void Add(ReadOnlySpan<byte> envelope)
    {
        _rows++;
        if (!EnvelopeHeader.TryRead(envelope, out var header))
        {
            _unreadable++;
            return;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_counts, header.InnerKeyId, out var known).Inner++;
        if (!known) _order.Add(header.InnerKeyId);
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, header.OuterKeyId, out known).Outer++;
        if (!known) _order.Add(header.OuterKeyId);
    }

    public UsageReport Report() => new(
        _rows,
        _unreadable,
        [.. _order.Distinct().Select(id =>
        {
            var (inner, outer) = _counts.GetValueOrDefault(id);
            return new KeyUsage(id, ring.InnerState(id), ring.OuterState(id), inner, outer, complete: _unreadable == 0);
        })]);
}
