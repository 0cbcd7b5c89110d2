using System.Diagnostics.CodeAnalysis;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid.Emulator;

/// <summary>One pass over the state, that writes it or reads it: each method writes what it is given and returns it, or returns what it reads.</summary>
/// <remarks>One description of the state serves both ways, so that they cannot differ. Little-endian; decimals with their scale.</remarks>
internal sealed class StateArchive
{
    private readonly BinaryWriter? _writer;
    private readonly BinaryReader? _reader;
    private readonly long _end;
    private readonly Dictionary<Account, int> _accounts = [];
    private readonly List<Account> _accountList = [];
    private readonly Dictionary<Token, int> _tokens = [];
    private readonly List<Token> _tokenList = [];
    private readonly Dictionary<Twap, int> _twaps = [];
    private readonly List<Twap> _twapList = [];
    private readonly Dictionary<PlacedOrder, int> _orders = [];
    private readonly List<PlacedOrder> _orderList = [];
    private Venue? _venue;

    public StateArchive(BinaryWriter writer) => _writer = writer;

    /// <param name="reader">Stands at the beginning of the content.</param>
    /// <param name="end">Where the content ends.</param>
    public StateArchive(BinaryReader reader, long end) => (_reader, _end) = (reader, end);

    [MemberNotNullWhen(true, nameof(_reader))]
    [MemberNotNullWhen(false, nameof(_writer))]
    public bool IsReading => _reader is not null;

    private long Left => _end - _reader!.BaseStream.Position;

    /// <summary>Makes a venue's dexs and assets known by number.</summary>
    public void Know(Venue venue) => _venue = venue;

    public void Know(Token token) => Know(token, _tokens, _tokenList);

    public void Know(Account account) => Know(account, _accounts, _accountList);

    public void Know(Twap twap) => Know(twap, _twaps, _twapList);

    public void Know(PlacedOrder order) => Know(order, _orders, _orderList);

    public IReadOnlyList<PlacedOrder> Orders => _orderList;

    public bool Bool(bool? value)
    {
        if (IsReading) return _reader.ReadByte() switch { 0 => false, 1 => true, _ => throw Wrong("a flag is neither 0 nor 1") };
        _writer.Write((byte)(value!.Value ? 1 : 0));
        return value.Value;
    }

    public byte Byte(byte? value)
    {
        if (IsReading) return _reader.ReadByte();
        _writer.Write(value!.Value);
        return value.Value;
    }

    public int Int(int? value)
    {
        if (IsReading) return _reader.ReadInt32();
        _writer.Write(value!.Value);
        return value.Value;
    }

    public long Long(long? value)
    {
        if (IsReading) return _reader.ReadInt64();
        _writer.Write(value!.Value);
        return value.Value;
    }

    public ulong Unsigned(ulong? value)
    {
        if (IsReading) return _reader.ReadUInt64();
        _writer.Write(value!.Value);
        return value.Value;
    }

    public decimal Decimal(decimal? value)
    {
        if (IsReading)
        {
            try
            {
                return _reader.ReadDecimal();
            }
            catch (IOException e) when (e.InnerException is ArgumentException)
            {
                throw Wrong("a number is none");
            }
        }

        _writer.Write(value!.Value);
        return value.Value;
    }

    public string Text(string? value)
    {
        if (IsReading)
        {
            var length = _reader.Read7BitEncodedInt();
            return length >= 0 && length <= Left ? Encoding.UTF8.GetString(_reader.ReadBytes(length)) : throw Wrong("a text is longer than the file");
        }

        _writer.Write(value!);
        return value!;
    }

    public ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte>? value)
    {
        var count = Count(value?.Length);
        if (IsReading) return _reader.ReadBytes(count);
        _writer.Write(value!.Value.Span);
        return value.Value;
    }

    public EthereumAddress Address(EthereumAddress? value)
    {
        if (IsReading)
        {
            var bytes = _reader.ReadBytes(EthereumAddress.Size);
            return bytes.Length == EthereumAddress.Size ? new EthereumAddress(bytes) : throw Wrong("it ends within an address");
        }

        _writer.Write(value!.Value.ToArray());
        return value.Value;
    }

    public Hash32 Hash(Hash32? value)
    {
        if (IsReading)
        {
            var bytes = _reader.ReadBytes(Hash32.Size);
            return bytes.Length == Hash32.Size ? new Hash32(bytes) : throw Wrong("it ends within a hash");
        }

        _writer.Write(value!.Value.ToArray());
        return value.Value;
    }

    public T? Optional<T>(T? value, Func<T?, T> keep)
        where T : class => Bool(value is not null) ? keep(value) : null;

    public T? OptionalValue<T>(T? value, Func<T?, T> keep)
        where T : struct => Bool(value is not null) ? keep(value) : null;

    public string? OptionalText(string? value) => Optional(value, Text);

    public long? OptionalLong(long? value) => OptionalValue(value, Long);

    public decimal? OptionalDecimal(decimal? value) => OptionalValue(value, Decimal);

    public bool? OptionalBool(bool? value) => OptionalValue(value, Bool);

    /// <summary>How many items follow. Each has at least a byte, so that a count that cannot be is found before memory is taken for it.</summary>
    public int Count(int? value)
    {
        var count = Int(value);
        return IsReading && (count < 0 || count > Left) ? throw Wrong("a list is longer than the file") : count;
    }

    /// <summary>A list, in its order.</summary>
    public void List<T>(List<T> list, Func<T?, T> keep)
    {
        var count = Count(list.Count);
        if (!IsReading)
        {
            foreach (var item in list) keep(item);
            return;
        }

        list.Clear();
        for (var i = 0; i < count; i++) list.Add(keep(default));
    }

    /// <summary>A list that is replaced.</summary>
    public IReadOnlyList<T> Items<T>(IReadOnlyList<T>? list, Func<T?, T> keep)
    {
        var count = Count(list?.Count);
        if (!IsReading)
        {
            foreach (var item in list!) keep(item);
            return list;
        }

        var items = new List<T>();
        for (var i = 0; i < count; i++) items.Add(keep(default));
        return items.ToArray();
    }

    /// <summary>A map, in the order in which its keys came.</summary>
    public void Map<TKey, TValue>(IDictionary<TKey, TValue> map, Func<TKey?, TKey> key, Func<TValue?, TValue> value) => Map(map, map, key, value);

    /// <summary>A map whose order does not count, in one that does not depend on its past.</summary>
    public void Map<TKey, TValue>(IDictionary<TKey, TValue> map, IEnumerable<KeyValuePair<TKey, TValue>> order, Func<TKey?, TKey> key, Func<TValue?, TValue> value)
    {
        var count = Count(map.Count);
        if (!IsReading)
        {
            foreach (var (k, v) in order)
            {
                key(k);
                value(v);
            }

            return;
        }

        map.Clear();
        for (var i = 0; i < count; i++)
        {
            var k = key(default);
            if (!map.TryAdd(k, value(default)!)) throw Wrong("a key is there twice");
        }
    }

    public VenueDex Dex(VenueDex? dex)
    {
        var index = Int(dex?.Index);
        return index >= 0 && index < _venue!.Dexs.Count ? _venue.Dexs[index] : throw Wrong("it names a dex that it does not have");
    }

    public TradedAsset Asset(TradedAsset? asset) => _venue!.Asset((ulong)Long(asset?.Id)) ?? throw Wrong("it names an asset that it does not have");

    public TradedPerp Perp(TradedPerp? perp) => Asset(perp) as TradedPerp ?? throw Wrong("an asset is no perp");

    public Token Token(Token? token) => Reference(token, _tokens, _tokenList, "token");

    public Account Account(Account? account) => Reference(account, _accounts, _accountList, "account");

    public Account? OptionalAccount(Account? account) => Optional(account, Account);

    public Twap Twap(Twap? twap) => Reference(twap, _twaps, _twapList, "TWAP");

    public PlacedOrder Order(PlacedOrder? order) => Reference(order, _orders, _orderList, "order");

    /// <summary>What is wrong with what is read.</summary>
    public static EmulatorStateException Wrong(string what) => new($"The state contradicts itself: {what}.");

    private T Reference<T>(T? value, Dictionary<T, int> numbers, List<T> list, string what)
        where T : class
    {
        var index = Int(value is null ? null : numbers[value]);
        return index >= 0 && index < list.Count ? list[index] : throw Wrong($"it names an {what} that it does not have");
    }

    private static void Know<T>(T value, Dictionary<T, int> numbers, List<T> list)
        where T : class
    {
        if (numbers.TryAdd(value, list.Count)) list.Add(value);
    }
}
