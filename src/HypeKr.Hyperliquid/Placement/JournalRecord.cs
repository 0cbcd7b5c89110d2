using System.Buffers.Binary;
using System.Text;
using HypeKr.Crypto;

namespace HypeKr.Hyperliquid;

/// <summary>A line of the journal. The numbers of the kinds are part of the file.</summary>
internal abstract record JournalRecord
{
    private const byte OpenedKind = 1;
    private const byte MarkKind = 2;
    private const byte PreparedKind = 3;
    private const byte FencingKind = 4;
    private const byte FinalKind = 5;
    private const byte NonceSetsKind = 6;

    public void Write(JournalBytes to)
    {
        switch (this)
        {
            case OpenedRecord opened:
                to.Byte(OpenedKind);
                to.Int64(opened.Version);
                to.Text(opened.Network);
                to.Text(opened.Signer);
                break;
            case MarkRecord mark:
                to.Byte(MarkKind);
                to.Int64(mark.Nonce);
                break;
            case PreparedRecord prepared:
                to.Byte(PreparedKind);
                prepared.WriteBody(to);
                break;
            case FencingRecord fencing:
                to.Byte(FencingKind);
                to.Int64(fencing.Nonce);
                break;
            case FinalRecord final:
                to.Byte(FinalKind);
                final.WriteBody(to);
                break;
            case NonceSetsRecord sets:
                to.Byte(NonceSetsKind);
                to.Byte(sets.AreShared ? (byte)1 : (byte)0);
                break;
            default:
                throw new InvalidOperationException($"No form for {GetType().Name}.");
        }
    }

    /// <exception cref="FormatException">The bytes are of no record.</exception>
    public static JournalRecord Read(ref JournalReader from) => from.Byte() switch
    {
        OpenedKind => new OpenedRecord(from.Int64(), from.Text(), from.Text()),
        MarkKind => new MarkRecord(from.Int64()),
        PreparedKind => PreparedRecord.ReadBody(ref from),
        FencingKind => new FencingRecord(from.Int64()),
        FinalKind => FinalRecord.ReadBody(ref from),
        NonceSetsKind => new NonceSetsRecord(from.Byte() == 1),
        var kind => throw new FormatException(FormattableString.Invariant($"A record is of the kind {kind}, which this version does not know.")),
    };
}

/// <summary>The first record: whose journal it is. The signer by its fingerprint.</summary>
internal sealed record OpenedRecord(long Version, string Network, string Signer) : JournalRecord
{
    public const long CurrentVersion = 1;
}

/// <summary>A nonce that was given out, or is not given out any more.</summary>
internal sealed record MarkRecord(long Nonce) : JournalRecord;

/// <summary>A fence is about to be sent: what was used of the nonce after this may have been the fence.</summary>
internal sealed record FencingRecord(long Nonce) : JournalRecord;

/// <summary>Whether user-signed and other actions were seen to use up each other's nonces.</summary>
internal sealed record NonceSetsRecord(bool AreShared) : JournalRecord;

/// <summary>One order, cancel or modification of an action, as far as evidence needs it.</summary>
internal sealed record PlacementItem
{
    public string Coin { get; init; } = "";

    public OrderSide Side { get; init; }

    public decimal Size { get; init; }

    public decimal Price { get; init; }

    public bool ReduceOnly { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public bool IsTrigger { get; init; }

    /// <summary>The client's id that a new order goes by.</summary>
    public Cloid? Cloid { get; init; }

    /// <summary>The order that a cancel or a modification names.</summary>
    public OrderTarget? Target { get; init; }

    public string Dex => CoinName.DexOf(Coin);

    public OrderRequest ToRequest() => new()
    {
        Coin = Coin,
        Side = Side,
        Price = new(Price),
        Size = Size == 0 ? OrderSize.WholePosition : new(Size),
        ReduceOnly = ReduceOnly,
        TimeInForce = TimeInForce,
        Cloid = Cloid,
    };
}

/// <summary>What an action is to evidence. Part of the file.</summary>
internal enum PlacementKind : byte
{
    Orders = 1,
    Modification = 2,
    Cancel = 3,
    Twap = 4,
    TwapCancel = 5,

    /// <summary>Signed member by member, with its nonce inside: a transfer, as a rule.</summary>
    UserSigned = 6,

    /// <summary>Anything else.</summary>
    Other = 7,
}

/// <summary>An action that is about to be sent. Its nonce names it.</summary>
internal sealed record PreparedRecord : JournalRecord
{
    public required long Nonce { get; init; }

    /// <summary>The venue's time when it was signed, Unix milliseconds.</summary>
    public required long At { get; init; }

    public required long? ExpiresAfter { get; init; }

    public required int Attempt { get; init; }

    public required EthereumAddress Address { get; init; }

    public required string Key { get; init; }

    public required string Type { get; init; }

    public required PlacementKind Kind { get; init; }

    /// <summary>SHA-256 of what was asked for, without what differs between attempts.</summary>
    public required ReadOnlyMemory<byte> Intent { get; init; }

    public required IReadOnlyList<PlacementItem> Items { get; init; }

    /// <summary>The action's JSON, where evidence has to be told from others' by it; empty for orders and cancels.</summary>
    public ReadOnlyMemory<byte> Action { get; init; }

    public void WriteBody(JournalBytes to)
    {
        to.Int64(Nonce);
        to.Int64(At);
        to.Int64(ExpiresAfter ?? -1);
        to.Int64(Attempt);
        to.Address(Address);
        to.Text(Key);
        to.Text(Type);
        to.Byte((byte)Kind);
        to.Bytes(Intent.Span);
        to.Bytes(Action.Span);
        to.Int64(Items.Count);
        foreach (var item in Items)
        {
            to.Text(item.Coin);
            to.Byte((byte)item.Side);
            to.Decimal(item.Size);
            to.Decimal(item.Price);
            to.Byte((byte)((item.ReduceOnly ? 1 : 0) | (item.IsTrigger ? 2 : 0) | (item.Cloid is null ? 0 : 4) | (item.Target is null ? 0 : 8)));
            to.Byte((byte)item.TimeInForce);
            if (item.Cloid is { } cloid) to.Cloid(cloid);
            if (item.Target is not { } target) continue;
            to.Byte(target.Cloid is null ? (byte)0 : (byte)1);
            if (target.Cloid is { } named) to.Cloid(named);
            else to.Int64(target.OrderId!.Value);
        }
    }

    public static PreparedRecord ReadBody(ref JournalReader from)
    {
        var nonce = from.Int64();
        var at = from.Int64();
        var expiry = from.Int64();
        var attempt = from.Count(int.MaxValue);
        var address = from.Address();
        var key = from.Text();
        var type = from.Text();
        var kind = (PlacementKind)from.Byte();
        var intent = from.Bytes();
        var action = from.Bytes();
        var items = new PlacementItem[from.Count(100_000)];
        for (var i = 0; i < items.Length; i++)
        {
            var coin = from.Text();
            var side = (OrderSide)from.Byte();
            var size = from.Decimal();
            var price = from.Decimal();
            var flags = from.Byte();
            var timeInForce = (TimeInForce)from.Byte();
            Cloid? cloid = (flags & 4) != 0 ? from.Cloid() : null;
            OrderTarget? target = (flags & 8) == 0 ? null : from.Byte() == 1 ? from.Cloid() : from.Target();
            items[i] = new()
            {
                Coin = coin,
                Side = side,
                Size = size,
                Price = price,
                ReduceOnly = (flags & 1) != 0,
                IsTrigger = (flags & 2) != 0,
                TimeInForce = timeInForce,
                Cloid = cloid,
                Target = target,
            };
        }

        return new()
        {
            Nonce = nonce,
            At = at,
            ExpiresAfter = expiry < 0 ? null : expiry,
            Attempt = attempt,
            Address = address,
            Key = key,
            Type = type,
            Kind = kind,
            Intent = intent,
            Action = action,
            Items = items,
        };
    }
}

/// <summary>What became of an action, item by item.</summary>
internal sealed record FinalRecord(long Nonce, long At, IReadOnlyList<PlacementFact> Facts) : JournalRecord
{
    public void WriteBody(JournalBytes to)
    {
        to.Int64(Nonce);
        to.Int64(At);
        to.Int64(Facts.Count);
        foreach (var fact in Facts)
        {
            to.Byte((byte)fact.Fate);
            to.Byte((byte)((fact.Id is null ? 0 : 1) | (fact.FilledSize is null ? 0 : 2) | (fact.AveragePrice is null ? 0 : 4) | (fact.Refusal is null ? 0 : 8) | (fact.Text is null ? 0 : 16)));
            if (fact.Id is { } id) to.Int64(id);
            if (fact.FilledSize is { } size) to.Decimal(size);
            if (fact.AveragePrice is { } price) to.Decimal(price);
            if (fact.Refusal is { } refusal) to.Text(refusal.ToString());
            if (fact.Text is { } text) to.Text(text);
        }
    }

    public static FinalRecord ReadBody(ref JournalReader from)
    {
        var nonce = from.Int64();
        var at = from.Int64();
        var facts = new PlacementFact[from.Count(100_000)];
        for (var i = 0; i < facts.Length; i++)
        {
            var fate = (PlacementFate)from.Byte();
            var flags = from.Byte();
            facts[i] = new(fate)
            {
                Id = (flags & 1) != 0 ? from.Int64() : null,
                FilledSize = (flags & 2) != 0 ? from.Decimal() : null,
                AveragePrice = (flags & 4) != 0 ? from.Decimal() : null,
                Refusal = (flags & 8) != 0 ? Enum.TryParse<RejectionKind>(from.Text(), out var kind) ? kind : RejectionKind.Other : null,
                Text = (flags & 16) != 0 ? from.Text() : null,
            };
        }

        return new(nonce, at, facts);
    }
}

/// <summary>Writes the parts of records, little-endian.</summary>
internal sealed class JournalBytes
{
    private byte[] _buffer = new byte[512];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Decimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (var part in parts) BinaryPrimitives.WriteInt32LittleEndian(Take(4), part);
    }

    public void Address(EthereumAddress value) => value.CopyTo(Take(EthereumAddress.Size));

    public void Cloid(Cloid value) => value.CopyTo(Take(HypeKr.Hyperliquid.Cloid.Size));

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        UInt32((uint)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        var place = _buffer.AsSpan(Length, count);
        Length += count;
        return place;
    }
}

/// <summary>Reads the parts of records.</summary>
internal ref struct JournalReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool IsAtEnd => _left.IsEmpty;

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public int Count(int most) => Int64() is >= 0 and var count && count <= most ? (int)count : throw new FormatException("A record counts more than it can hold.");

    public decimal Decimal()
    {
        Span<int> parts = [BinaryPrimitives.ReadInt32LittleEndian(Take(4)), BinaryPrimitives.ReadInt32LittleEndian(Take(4)), BinaryPrimitives.ReadInt32LittleEndian(Take(4)), BinaryPrimitives.ReadInt32LittleEndian(Take(4))];
        try
        {
            return new decimal(parts);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("A record holds a decimal that is none.", e);
        }
    }

    public EthereumAddress Address() => new(Take(EthereumAddress.Size));

    public Cloid Cloid() => new(Take(HypeKr.Hyperliquid.Cloid.Size));

    public OrderTarget Target() => Int64() is >= 0 and <= WireInteger.Max and var id ? id : throw new FormatException("A record names an order by a number that is none.");

    public string Text() => Encoding.UTF8.GetString(Take(Length()));

    public byte[] Bytes() => Take(Length()).ToArray();

    private int Length() => UInt32() is var length && length <= _left.Length ? (int)length : throw new FormatException("A record ends before its text does.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length) throw new FormatException("A record ends too early.");
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
