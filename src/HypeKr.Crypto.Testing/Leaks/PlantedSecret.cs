using System.Globalization;
using System.Numerics;
using System.Text;

namespace HypeKr.Crypto.Testing;

/// <summary>A secret in every spelling that it is looked for in.</summary>
/// <remarks>Of 32 bytes and more each half counts: half a key is a leak, and an error that quotes a part of it is found.</remarks>
internal sealed class PlantedSecret
{
    public const int MinSize = 8;

    private const int HalvedFrom = 32;

    private readonly byte[][] _raw;
    private readonly byte[][] _reordered;
    private readonly string[] _hex;
    private readonly string[] _base64;
    private readonly string[] _base64Url;
    private readonly string[] _decimals;
    private readonly string[] _lists;

    public PlantedSecret(string name, ReadOnlySpan<byte> secret)
    {
        Name = name;
        var bytes = secret.ToArray();
        var reversed = Enumerable.Reverse(bytes).ToArray();
        byte[][] orders = [reversed, SwapWords(bytes, sizeof(uint)), SwapWords(bytes, sizeof(ulong))];
        _raw = Parts(bytes);
        _reordered = [.. orders.Where(order => !order.AsSpan().SequenceEqual(bytes)).SelectMany(Parts)];
        _hex = [.. _raw.Concat(_reordered).Select(Convert.ToHexStringLower)];
        _base64 = [.. Enumerable.Range(0, 3).Select(offset => Base64Core(bytes, offset))];
        _base64Url = [.. _base64.Select(text => text.Replace('+', '-').Replace('/', '_'))];
        _decimals =
        [
            .. ((BigInteger[])
            [
                new(bytes, isUnsigned: true, isBigEndian: true), new(bytes, isUnsigned: true), BigInteger.Abs(new(bytes, isBigEndian: true)), BigInteger.Abs(new(bytes)),
            ]).Select(number => number.ToString(CultureInfo.InvariantCulture)).Where(text => text.Length >= MinSize).Distinct(),
        ];
        _lists = [.. _raw.Select(part => $",{string.Join(',', part.Select(b => b.ToString(CultureInfo.InvariantCulture)))},")];
    }

    public string Name { get; }

    public IEnumerable<LeakForm> FindIn(ReadOnlyMemory<byte> bytes)
    {
        if (_raw.Any(part => bytes.Span.IndexOf(part) >= 0)) yield return LeakForm.Raw;
        if (_reordered.Any(part => bytes.Span.IndexOf(part) >= 0)) yield return LeakForm.Reordered;
    }

    public IEnumerable<LeakForm> FindIn(TextView text)
    {
        if (_raw.Any(part => text.Plain.Contains(Encoding.Latin1.GetString(part), StringComparison.Ordinal))) yield return LeakForm.Raw;
        if (_hex.Any(part => text.HexDigits.Contains(part, StringComparison.Ordinal))) yield return LeakForm.Hex;
        if (_base64.Any(part => text.Unbroken.Contains(part, StringComparison.Ordinal))) yield return LeakForm.Base64;
        if (_base64Url.Except(_base64).Any(part => text.Unbroken.Contains(part, StringComparison.Ordinal))) yield return LeakForm.Base64Url;
        if (_decimals.Any(part => text.Ungrouped.Contains(part, StringComparison.Ordinal))) yield return LeakForm.DecimalNumber;
        if (_lists.Any(part => text.NumberList.Contains(part, StringComparison.Ordinal))) yield return LeakForm.ByteList;
    }

    private static byte[][] Parts(byte[] bytes) => bytes.Length < HalvedFrom ? [bytes] : [bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..]];

    private static byte[] SwapWords(byte[] bytes, int size) => [.. bytes.Chunk(size).SelectMany(Enumerable.Reverse)];

    /// <summary>The characters that depend on the secret alone when <paramref name="offset"/> bytes come before it.</summary>
    private static string Base64Core(byte[] bytes, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        var first = offset == 0 ? 0 : offset + 1;
        return text[first..((offset + bytes.Length) * 8 / 6)];
    }
}
